"""How Dateline grows: time and memory against paragraphs, as a table and as a plot.

    python -m benchmarks.growth --sizes 100000,300000,1000000 --plot docs/growth.svg

For each size, the documents of `benchmarks.engine` are built into an index (`measuring`), which is opened, asked the
queries of each class for the best ten and for whole pages, in one process, warm, one after the other, and served over
HTTP to 8 clients (`benchmarks.serving`); with `--queries 0` it is built and no more.  Beside each row stands the
exponent of the power of the number of paragraphs that fits it best (`laws`): 1 is linear, 0 is constant.

Up to 250,000 paragraphs are a sample of the corpora.  Beyond, its articles are repeated with other ids and later dates
(`copying`): postings grow as they would, but the number of different words and names stays, where in an archive it
would grow with about the square root (Heaps' law).
"""
