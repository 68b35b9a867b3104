"""Are copies found, and is what is none told apart?  `python -m benchmarks.copies`.

Three kinds of facts.  *Labelled*: pairs of articles and of paragraphs of two corpora in `../shared`, by their ids and
where they begin, labelled by a reader who saw both; drawn evenly from those that share few words to those that share
all, half of them held out; snapshots of one day's prices are left out, for readers disagree.  *Edits*: invented
articles as another newsroom would print them, made by program (`edits`), and reports that are no copies: a market's,
day after day, and two reporters' of one press conference (`two_reporters.md`).  *Speed*: a million paragraphs, of the
corpora and of edits of them, grouped on one core.
"""
