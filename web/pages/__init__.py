"""One module a page: it asks once, prepares, renders."""
