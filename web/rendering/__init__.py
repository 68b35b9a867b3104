"""Values to HTML, text and geometry; knows no request."""
