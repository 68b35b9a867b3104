"""What an index of the cluster is made of: its fields, and how their terms are compared.

Terms and their positions are computed before the cluster sees them (`index.opensearch.documents`): it takes apart what
was put together for it, and nothing else, so that both engines agree on what a word is.  A value of tokens is words
with spaces between them; `a|b` are two forms of one word, at one position, and a position where nothing is has a HOLE.

An *article* is a document, and so is each of its *paragraphs*, its children, in the same shard.  Who speaks in a
paragraph, and in which words, lies nested in it, a speaker each, so that who is asked for can be held to be who said
it.  What is known of the whole archive only (`index.opensearch.settling`) are *tables*: files, in parts.

| field | of | holds |
| --- | --- | --- |
| kind | all | article, paragraph, table |
| article, number, day | article, paragraph | the article's id; place in the order of the archive; YYYYMMDD |
| story | article, paragraph | the first number of the articles that are copies of one another |
| head, described | article | its record; what tells of its places, by id |
| whole, headline, headline_word | article | all its text, its headline |
| ordinal, record, bytes | paragraph | its place in the article, from 1; its record, how long that is |
| length | paragraph | how many terms its text has |
| text, native, title | paragraph | stems, with positions |
| word, title_word | paragraph | the words of text and headline as they are written |
| speech | paragraph | nested, see below |
| speaker_name, location_name, country, source_name, place | paragraph | whole values |
| person | paragraph | the speakers, each by the name that stands for all |
| location, demonym, source | paragraph | words, with positions |
| language, is_prose, is_spoken, month, year | paragraph | |
| origin | paragraph | the first number of those with the same text, its own where it is alone |
| has_copies | paragraph | true where it isn't alone, else absent |
| quotation | paragraph | the first number of those with the same quotation |

Of a speech there are `name` and `person`, whole, `speaker`, the words of name and roles, `named`, `said`, stems, and
`said_word`.
"""

from collections.abc import Mapping
from typing import Any

from index.analysis.bm25 import FLAT, PARAGRAPH, WHOLE_TEXT

FORMAT = 1
"""Raised with every change of what an index is made of."""
OTHER_FORM, HOLE = "|", "_"
"""No word has either: what is neither letter nor digit ends one, and so does an underscore."""
GAP = 100
"""Positions left free between two values of a field of tokens, as `index.analysis.field_rows` leaves them."""

FORGOTTEN_AT_ONCE = "-1"
"""How long the version of a deleted document counts: what is removed may be written anew under its id."""

_KEYWORD = {"type": "keyword"}
_WORDS = {"type": "keyword", "doc_values": False}
_STORED = {"type": "keyword", "index": False, "doc_values": False}


def _tokens(similarity: str | None = None) -> dict[str, Any]:
    """Return a field of tokens; only of one that is scored by length are lengths kept."""
    scored = {"similarity": similarity} if similarity else {"norms": False}
    return {"type": "text", "analyzer": "tokens", "position_increment_gap": GAP, **scored}


_SPEECH = {
    "type": "nested",
    "properties": {
        "name": _KEYWORD,
        "person": _KEYWORD,
        "named": {"type": "boolean"},
        "speaker": _tokens(),
        "said": _tokens("flat"),
        "said_word": _WORDS,
    },
}
PROPERTIES: Mapping[str, Any] = {
    "kind": _KEYWORD,
    "family": {"type": "join", "relations": {"article": "paragraph"}},
    "article": _KEYWORD,
    "number": {"type": "long"},
    "day": {"type": "integer"},
    "month": {"type": "integer"},
    "year": {"type": "integer"},
    "story": {"type": "long"},
    "head": _STORED,
    "described": {"type": "object", "enabled": False},
    "whole": _tokens("whole"),
    "headline": _tokens("flat"),
    "headline_word": _WORDS,
    "ordinal": {"type": "integer"},
    "record": _STORED,
    "bytes": {"type": "integer"},
    "length": {"type": "integer"},
    "text": _tokens("text"),
    "word": _WORDS,
    "native": _tokens("text"),
    "title": _tokens("flat"),
    "title_word": _WORDS,
    "speech": _SPEECH,
    "speaker_name": _KEYWORD,
    "person": _KEYWORD,
    "location": _tokens(),
    "demonym": _tokens(),
    "location_name": _KEYWORD,
    "country": _KEYWORD,
    "place": _KEYWORD,
    "source": _tokens(),
    "source_name": _KEYWORD,
    "language": _KEYWORD,
    "is_prose": {"type": "boolean"},
    "is_spoken": {"type": "boolean"},
    "origin": {"type": "long"},
    "has_copies": {"type": "boolean"},
    "quotation": {"type": "long"},
    "table": _KEYWORD,
    "part": {"type": "integer"},
    "data": {"type": "binary"},
}
ANALYSIS = {
    "filter": {
        "forms": {"type": "pattern_capture", "preserve_original": False, "patterns": ["([^|]+)"]},
        "holes": {"type": "stop", "stopwords": [HOLE]},
    },
    "analyzer": {"tokens": {"type": "custom", "tokenizer": "whitespace", "filter": ["forms", "holes"]}},
}
SIMILARITIES = {"text": PARAGRAPH, "flat": FLAT, "whole": WHOLE_TEXT}
"""The cluster keeps lengths to four binary digits."""


def settings(shards: int, replicas: int, version: str) -> dict[str, Any]:
    """Return the settings of an index that is yet to be filled: it is searched when that is done.

    From OpenSearch 3 on, BM25 without its factor k1 + 1 is what is called so.
    """
    bm25 = "BM25" if int(version.partition(".")[0]) < 3 else "LegacyBM25"
    return {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "refresh_interval": "-1",
        "codec": "best_compression",
        "max_result_window": 10_000,
        "gc_deletes": FORGOTTEN_AT_ONCE,
        "analysis": ANALYSIS,
        "similarity": {
            name: {"type": bm25, "k1": one.k1, "b": one.b, "discount_overlaps": False}
            for name, one in SIMILARITIES.items()
        },
    }


def mappings() -> dict[str, Any]:
    """Return the mapping: fields that it has not are an error."""
    return {"dynamic": "strict", "_meta": {"dateline": {"format": FORMAT}}, "properties": dict(PROPERTIES)}
