"""How many searches a second `dateline serve` answers over HTTP, and how long each waits for its answer.

    python -m benchmarks.serving --index DIR [--clients 8] [--seconds 10] [--processes N]

A real server is started on a free port, and asked for /api/search, the JSON of a whole page: ten results with marks,
the total, all facets, the histogram.  What is asked (`questions`) is drawn from the index by document frequency with a
fixed seed: a quarter each of words, pairs of words, phrases and words with a filter, all different.  The clients
(`load`) are one thread and as many connections that are kept open: each asks, waits for the whole answer, and asks
again.  They run on the same machine as the server, so that what they take of its processors is told, too.
"""
