"""From a batch of articles to the documents of the cluster: every term as the embedded engine would index it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from index.analysis.analyzer import placed, placed_terms, stem
from index.analysis.batch import IndexedBatch
from index.analysis.fields import NAMED, PROSE, SLOT, SPOKEN
from index.analysis.tokens import FieldTokens
from index.documents.article_head import ArticleHead, encode_head
from index.opensearch.mapping import GAP, HOLE, OTHER_FORM

SPACE = "\N{NO-BREAK SPACE}"
"""Stands for a space within a word, which would part it."""
EXACT = ("speaker_name", "location_name", "country")
"""Fields of whole values."""
PLACED = ("native", "location", "demonym")
"""Fields of tokens beside the text, by the names they have in a batch."""
SPOKEN_BY = ("speaker_name", "speaker", "said", "said_form")
"""Those that are apart for each speaker."""
OF_PARAGRAPHS = frozenset({"text", "form", *EXACT, *PLACED, *SPOKEN_BY})
"""All that are of single paragraphs, not of their article."""

Term = tuple[str, int]
"""With its position."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it is written: under an id, beside the others of its article."""

    id: str
    article: str
    source: Mapping[str, Any]


def paragraph_id(article: str, ordinal: int) -> str:
    """Return the id of an article's paragraph, by its place in it from 1."""
    return f"{article}#{ordinal}"


def documents_of(batch: IndexedBatch, first: int) -> Iterator[Document]:
    """Yield each article and its paragraphs, which are numbered from `first` on."""
    fields = {name: _rows(tokens) for name, tokens in batch.fields.items() if name in OF_PARAGRAPHS}
    fields["place"] = _rows(batch.places)
    row = 0
    for head, day in zip(batch.heads, batch.days, strict=True):
        rows = range(row, row + head.paragraphs)
        shared = _shared(head, day)
        texts = [spelled(fields["text"][at]) for at in rows]
        yield _article(head, first + row, day, fields, rows, batch.described, texts)
        for ordinal, (at, text) in enumerate(zip(rows, texts, strict=True), 1):
            source = _paragraph(fields, at, text) | shared
            record = batch.records[at]
            source |= {
                "family": {"name": "paragraph", "parent": head.id},
                "number": first + at,
                "origin": first + at,
                "ordinal": ordinal,
                "record": record.decode(),
                "bytes": len(record),
                "length": int(batch.fields["text"].counts[at]),
                "is_prose": bool(batch.shapes[at] & PROSE),
                "is_spoken": bool(batch.shapes[at] & SPOKEN),
            }
            yield Document(paragraph_id(head.id, ordinal), head.id, source)
        row = rows.stop


def _rows(tokens: FieldTokens) -> list[list[Term]]:
    """Return the terms of each paragraph, with their positions, in the order of these."""
    ends = tokens.counts.cumsum().tolist()
    terms = [tokens.terms[number] for number in tokens.ids.tolist()]
    positions = [0] * len(terms) if tokens.positions is None else tokens.positions.tolist()
    found = list(zip(terms, positions, strict=True))
    rows = [found[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return rows if tokens.positions is None else [sorted(row, key=itemgetter(1)) for row in rows]


def _shared(head: ArticleHead, day: int) -> dict[str, Any]:
    """Return what all paragraphs of an article are found by."""
    title = placed(head.title)[0]
    shared: dict[str, Any] = {
        "kind": "paragraph",
        "article": head.id,
        "language": head.language,
        "title": spelled(list(zip(*placed_terms(head.title), strict=True))),
        "title_word": sorted(set(title)),
        "source": spelled(list(zip(*placed(head.source), strict=True))),
    }
    if head.source:
        shared["source_name"] = head.source
    return shared | _days(day)


def _days(day: int) -> dict[str, int]:
    return {"day": day, "month": day // 100, "year": day // 10_000} if day else {}


def _article(
    head: ArticleHead,
    number: int,
    day: int,
    fields: Mapping[str, Sequence[Sequence[Term]]],
    rows: range,
    described: Mapping[str, str],
    texts: Sequence[Sequence[str]],
) -> Document:
    places = dict.fromkeys(identity for row in rows for identity, _ in fields["place"][row])
    return Document(
        head.id,
        head.id,
        {
            "kind": "article",
            "family": "article",
            "article": head.id,
            "number": number,
            "head": _of_letters(encode_head(head)),
            "described": {identity: described[identity] for identity in places},
            "headline": spelled(list(zip(*placed_terms(head.title), strict=True))),
            "headline_word": sorted(set(placed(head.title)[0])),
            "whole": [one for text in texts for one in text],
            **_days(day),
        },
    )


def _of_letters(record: bytes) -> str:
    """Return a record of JSON with escapes for what is no letter: a byte of the name of a file, say."""
    return record.decode("utf-8", "surrogatepass").encode("utf-8", "backslashreplace").decode()


def _paragraph(fields: Mapping[str, Sequence[Sequence[Term]]], row: int, text: Sequence[str]) -> dict[str, Any]:
    source: dict[str, Any] = {"text": text, "word": _written(fields, "text", "form", row)}
    for name in (*EXACT, "place"):
        if found := fields[name][row]:
            source[name] = [value for value, _ in found]
    if speakers := source.get("speaker_name"):
        source["person"] = speakers
    for name in PLACED:
        if found := fields[name][row]:
            source[name] = spelled(found)
    if speech := _speech(fields, row):
        source["speech"] = speech
    return source


def _written(fields: Mapping[str, Sequence[Sequence[Term]]], stems: str, forms: str, row: int) -> list[str]:
    """Return the words as they are written, given those that are not their stem, or stand beside such a one."""
    return _words(fields[stems][row], fields[forms][row], fields[forms][row])


def _words(stems: Sequence[Term], forms: Sequence[Term], all_forms: Sequence[Term]) -> list[str]:
    have_forms = {stem(word) for word, _ in all_forms}
    return sorted({word for word, _ in forms} | {word for word, _ in stems if word not in have_forms})


def _speech(fields: Mapping[str, Sequence[Sequence[Term]]], row: int) -> list[dict[str, Any]]:
    """Return what each speaker of a paragraph is called, and says; what nobody says comes last."""
    by_slot: defaultdict[int, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for name in SPOKEN_BY:
        for term, position in fields[name][row]:
            by_slot[position // SLOT][name].append((term, position % SLOT))
    spoken = []
    for _, found in sorted(by_slot.items()):
        one: dict[str, Any] = {}
        if found["speaker_name"]:
            name = found["speaker_name"][0][0]
            one |= {"name": name, "person": name}
            one["named"] = any(term == NAMED for term, _ in found["speaker"])
            one["speaker"] = spelled([one for one in found["speaker"] if one[0] != NAMED])
        if found["said"]:
            one["said"] = spelled(found["said"])
            one["said_word"] = _words(found["said"], found["said_form"], fields["said_form"][row])
        spoken.append(one)
    return spoken


def spelled(terms: Sequence[Term]) -> list[str]:
    """Spell terms, in the order of their positions, as values of tokens: a new one after each gap.

    >>> spelled([("re", 0), ("reelect", 0), ("elect", 1), ("twice", 3), ("now", 104)])
    ['re|reelect elect _ twice', 'now']
    """
    values: list[list[str]] = []
    value: list[str] = []
    last = -GAP - 1
    for term, position in terms:
        word = term.replace(" ", SPACE) if " " in term else term
        step = position - last
        if step == 1:
            value.append(word)
        elif step == 0:
            if word not in value[-1].split(OTHER_FORM):
                value[-1] += OTHER_FORM + word
        elif step > GAP:
            values.append(value := [word])
        else:
            value += [*[HOLE] * (step - 1), word]
        last = position
    return [" ".join(value) for value in values]
