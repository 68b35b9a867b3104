"""The engine beside others: Whoosh 2.7.4, tantivy and SQLite's FTS5 on the same paragraphs, in one run.

    python -m benchmarks.engine --paragraphs 20000      # a quick look, under two minutes
    make bench                                          # 500,000 paragraphs, among the other benchmarks

What is alike for all:

- **Documents** (`corpora`): paragraphs of two corpora of news, copied with later dates where more are asked for; each
  with its text, date, source, article, ordinal, speakers, places and countries.  Titles are left out, for everybody.
- **Tokens**: Dateline's own terms.  The other engines are given them ready, with spaces between, and only split.
- **Queries** (`queries`): drawn by document frequency with a fixed seed.
- **The clock** (`timing`): every engine is open in one process, warm, and the engines take turns of 25 queries, so that
  whatever else the machine does hits all alike.  What turns a query into the engine's own form is timed too.
- **Answers**: the totals of every query are compared, and a difference is printed.

What an engine is asked in its own best form, and what is not alike, is told in its module in `adapters`, whose `NOTE`
is printed under the tables.  Everything takes its size as a parameter (`corpora.prepare`, `building.measure`,
`timing.measure`), so that growth can be measured with the same functions.
"""
