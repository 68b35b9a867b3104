"""The door: the command line, and what other programs import."""
