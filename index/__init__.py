"""Article files in, an index of paragraphs out."""

__distribution__ = "dateline"
