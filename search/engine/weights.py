"""What counts for how much where paragraphs and articles are ranked, in every engine.

Chosen by half of the judged queries (`benchmarks/relevance/`), measured on the other half.
"""

HEADLINES_SHARE = 0.5
"""What BM25 of a headline counts for beside BM25 of the text under it."""
SCRAP, SILENT = 0.5, 0.95
"""What is left of the score of a paragraph that is no prose, and of one in which nobody speaks."""
BEST_PARAGRAPHS_SHARE = 0.5
"""What the best paragraph counts for in an article's score; the rest is the whole text's."""
PREFIX_SCORE = 1.0
"""What a beginning of words scores, however many words it stands for."""
MINORITY = 2
"""A word is in the minority that stands in fewer than one of so many paragraphs with its stem."""
