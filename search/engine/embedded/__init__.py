"""Questions answered over arrays mapped from disk."""
