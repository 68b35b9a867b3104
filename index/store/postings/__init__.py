"""Inverted files as arrays: tokens are gathered, sorted by term, spilled and merged."""
