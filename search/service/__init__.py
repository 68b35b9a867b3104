"""What an archive can be asked: search, look up, suggest, profile."""
