"""Questions answered by an OpenSearch cluster: it finds, scores and counts, and what it found is told as the protocol
says."""
