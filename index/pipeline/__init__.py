"""From files to a published index, on all cores."""
