"""A Whoosh codec whose postings are arrays, mapped from disk.

Whoosh reads and writes an index through a codec; its own keeps postings in compressed blocks of pickles, for matchers
that go through them one by one.  This one keeps each field's postings as a few long arrays (`index.store.postings`),
which a search takes as they are, and gives Whoosh's matchers the same postings (`terms`).  It plugs in where codecs do:

- `codec.ArrayCodec`, `codec.ArraySegment`: what Whoosh asks for by name; `index.writer(codec=ArrayCodec())` works;
- `table_of_contents.ArrayIndex`: Whoosh's index, with a table of contents that is JSON instead of pickles;
- `writer.ArrayWriter`: Whoosh's own writer, with a way in for whole batches of paragraphs, inverted by sorting arrays
  (`postings.inverter`) where Whoosh would sort one tuple a posting; segments that Whoosh merges at a commit go the same
  way, as arrays (`postings.merger`);
- `opening`, `updating`: all that the rest of the store needs to know of it.

It stores postings and the lengths of fields; values, columns and records are Dateline's own (`index.store.columns`,
`index.store.files.records`).
"""

from index.analysis.tokens import FieldTokens
from index.store.postings.field_postings import FieldPostings
from index.store.whoosh_codec.codec import ArrayCodec, SegmentPostings, segments_of
from index.store.whoosh_codec.opening import begin_postings, open_postings
from index.store.whoosh_codec.table_of_contents import ArrayIndex
from index.store.whoosh_codec.updating import live_paragraphs, segment_sizes, update_postings
from index.store.whoosh_codec.writer import ArrayWriter

__all__ = [
    "ArrayCodec",
    "ArrayIndex",
    "ArrayWriter",
    "FieldPostings",
    "FieldTokens",
    "SegmentPostings",
    "begin_postings",
    "live_paragraphs",
    "open_postings",
    "segment_sizes",
    "segments_of",
    "update_postings",
]
