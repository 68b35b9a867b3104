"""Where articles come from: files, their bytes, and how much of them is taken in."""
