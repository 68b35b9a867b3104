"""A URL read into a request, and written from one."""
