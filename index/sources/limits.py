"""How much a reader takes from one file: every bound that keeps a hostile or broken file from filling the memory."""

MAX_FILE_BYTES = 20_000_000
"""Largest text, Markdown or HTML file, after decompression: some 3 million words, a hundred times the longest
feature story."""

MAX_HTML_BYTES = 5_000_000
"""Largest HTML page: parsing a page takes some twenty times its size in memory."""

MAX_LINE_BYTES = 20_000_000
"""Longest line of a JSON Lines file, so the largest article in it."""

MAX_SKIPPED_BYTES = 1_000_000_000
"""How far a line over `MAX_LINE_BYTES` is followed to find its end, before the rest of the file is given up: one
second's worth of a decompression bomb or so."""

MAX_ARTICLE_CHARACTERS = 2_000_000
"""Longest text of one article: some 300,000 words, longer than most novels."""

MAX_FIELD_CHARACTERS = 1_000
"""Longest title, source or author; what is longer is cut, for it is shown in one line."""

MAX_AUTHORS = 50
"""Most authors of one article; further ones are left out."""

MAX_URL_CHARACTERS = 2_000
"""Longest url; a longer one is left out, for a cut address leads nowhere."""

MAX_FRONT_MATTER_CHARACTERS = 32_000
"""Longest front matter of a Markdown file: real ones hold some 500 characters, and YAML is slow."""

MAX_BAD_LINES = 1_000
"""Bad lines of one JSON Lines file that are reported singly; the others are counted in one last report."""
