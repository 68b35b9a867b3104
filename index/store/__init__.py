"""One generation on disk, written and read."""
