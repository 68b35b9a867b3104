"""Article files in, an index of paragraphs out."""
