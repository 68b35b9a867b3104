"""HTTP in, HTML and JSON out."""

__distribution__ = "dateline"
