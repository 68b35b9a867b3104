"""Invented pages in the manner of many content management systems, each with the text of its article."""
