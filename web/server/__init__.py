"""Sockets, processes, waitress."""
