"""A real OpenSearch cluster, each node a process on the loopback; Maven builds the launcher of a node from `src`."""
