"""An archive kept in an OpenSearch cluster: the documents it is made of, how they are written, and what publishes them.

One index of the cluster is one state of an archive, as a generation is in a directory: it is written to until it is
published, and never after.  An alias has the archive's name and leads to the published one.
"""
