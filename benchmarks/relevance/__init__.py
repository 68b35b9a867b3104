"""How good the first ten paragraphs are, judged by hand: `python -m benchmarks.relevance INDEX`.

`judgements.tsv` has a line a judgement: the query, the article's id, the paragraph's ordinal when it was judged, the
checksum of its letters and digits, the grade.  64 queries over news-modern, as reporters type them: names, events,
phrases, questions, themes.  The first ten of seven rankings were pooled (Dateline's before headlines counted, plain
BM25 with headlines and without, tantivy, three variants), shuffled, and each paragraph was read by one judge, who did
not see which ranking had found it; what Dateline and the peers found later was judged then:

- 3: a whole, informative paragraph about what is asked, or the answer to it;
- 2: of use, though short, partial or about it only in part;
- 1: names it, and says next to nothing of it;
- 0: a caption, teaser, heading or list, or about something else.

Every second query, from the second on, is held out: nothing is chosen by it.  A paragraph is known by its article and
its checksum, so that what cleaning takes away moves no judgement to another; what nobody judged counts as 0, and how
much that is, is told.  Measured beside it are SQLite's FTS5 (plain BM25, any of the words, Porter's stems) and tantivy,
its own English stems and query parser, over the same paragraphs; what is not installed is left out.
"""
