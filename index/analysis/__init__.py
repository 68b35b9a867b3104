"""A paragraph in, the terms of every field out, as arrays."""
