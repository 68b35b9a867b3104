"""What Dateline's speakers and places are measured beside: existing tools, as programs with the same input and output.

A figure says little alone.  Each module here, but for those that the others share, is one peer: it reads
`{"id", "text"}` a line and prints what `dateline annotate --json -` would, as far as it can, so that one scorer
measures all alike:

    echo '{"id": 1, "text": "\\"It will snow,\\" said Anna Lind in Hamburg."}' | python -m benchmarks.peers.spacy_places
    python -m benchmarks.speakers       # every peer and Dateline, in one run
    python -m benchmarks.locations

Nothing here is part of the product.  A peer needs what it is built on (the extra `bench`); one that is not installed
is left out of the table, which says so.
"""
