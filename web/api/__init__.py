"""JSON, feeds and exports, and the document that describes them."""
