"""Articles that are there already."""
