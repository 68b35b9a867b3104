"""How much a reader takes from one file: every bound that keeps a hostile or broken file from filling the memory or
taking for ever."""

MAX_SECONDS = 60
"""Seconds of a processor that one file, one article of it, or one step of reading a file of many may take: the longest
article that is read takes some ten."""

MAX_WAITING_SECONDS = 600
"""Seconds after which a process that has not got on is given up, whatever it waits for."""

MAX_MEMORY_BYTES = 3_000_000_000
"""Memory that a process which reads or annotates may ask for; what the bounds below let in takes a third of it, and
Arrow, which reads Parquet, asks for as much, most of which it never touches."""

LIGHT_BYTES = 100_000
"""Largest file, or text of an article, that is worked on in the process that writes the index, where no others are
started: what is larger, or packed, is left to one that can be ended."""

MAX_FILE_BYTES = 20_000_000
"""Largest text, Markdown or HTML file, after decompression: some 3 million words, a hundred times the longest
feature story."""

MAX_HTML_BYTES = 5_000_000
"""Largest HTML page: parsing a page takes some twenty times its size in memory."""

MAX_ATTRIBUTES, MAX_CELLS = 500, 1_000
"""Most attributes of one tag, and cells of one row of a table, for which parsers take the square of their number."""

MAX_KEYWORDS = 2_000
"""Most keywords of an entry of a feed: some have fifty."""

MAX_LABELS = 10_000
"""Most keywords of a feed itself: some list all that their entries have."""

MAX_BLOCKS = 5_000
"""Paragraphs and the like of a page from which on it is read without a second opinion, which takes their square."""

MAX_DOCUMENT_BYTES = 100_000_000
"""Largest EPUB, PDF or Word file, pictures included."""

MAX_MAIL_BYTES = 35_000_000
"""Largest mail, attachments included, which takes nine times its size in memory: few servers take larger ones."""

MAX_MAIL_PARTS = 10_000
"""Most parts of a mail, each of which takes a third of a millisecond to tell from the others."""

MAX_XML_ELEMENTS, MAX_XML_DEPTH = 500_000, 200
"""Most elements of an agency's XML, and most that lie in each other: 100 articles a message have some 10,000."""

MAX_PDF_STREAM_BYTES, MAX_PDF_BYTES = 20_000_000, 100_000_000
"""What one part of a PDF file may unpack to, and all of them, pictures aside; PDFium takes twenty times that."""

MAX_PDF_STREAMS = 200_000
"""Parts of a PDF file that may be compressed each for itself: a page has some, beside fonts and pictures."""

MAX_PAGES = 2_000
"""Pages of one PDF file; a longer one holds more than an article, or a trap."""

MAX_LINE_BYTES = 20_000_000
"""Longest line of a JSON Lines file or of a table, and longest value of JSON, so the largest article in it."""

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
"""Bad lines or rows of one file that are reported singly; the others are counted in one last report."""

MAX_UNPACKED_BYTES = 200_000_000_000
"""Most that is unpacked of one file that the user named, members of members included: a decade of a newspaper."""

MAX_UNPACKED_RATIO = 200
"""How many times its size a file may unpack to: text gives 3 to 10, the same line over and over 100 and more."""

UNPACKED_FREELY_BYTES = 100_000_000
"""What a file may unpack to whatever its size, for small ones of much repetition do no harm."""

MAX_SPOOLED_BYTES = 4_000_000_000
"""Largest ZIP archive within another archive: it is copied to a temporary file to be read."""

MAX_XZ_MEMORY_BYTES = 200_000_000
"""Memory that xz may ask for to be decompressed: its highest setting takes 65 million bytes."""

MAX_DEPTH = 4
"""How deep containers are read in each other: a page in a ZIP archive in a TAR archive is at 2."""

MAX_DIRECTORY_BYTES = 50_000_000
"""Longest directory of a ZIP archive, which is read at once: that of half a million files."""

MAX_TAR_HEADER_BYTES = 1_000_000
"""Longest name, or list of attributes, of one file in a TAR archive, which is read at once."""
