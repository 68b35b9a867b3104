"""Bounded campaigns against the promises of docs/reliability.md; short forms of them run as tests."""
