"""Text in, spans out: who speaks in each paragraph, what is quoted, which places are named.

Knows nothing of files or of the index.  Annotation is a pure function of an article's title and paragraphs.
"""
