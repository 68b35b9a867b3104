"""A question in, a page of results out."""

__distribution__ = "dateline"
