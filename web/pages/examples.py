"""What help teaches with: names, words, places and days of the archive that is served, so that every example finds.

A text with examples is Markdown in which `{name}` stands for one of them, and `[[speaker:{family}]]` for a query, which
becomes a link.  A line whose examples this archive lacks, or whose queries find nothing in it, keeps those of the
sample archive, SAMPLE, as patterns that lead nowhere.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from search.archive import Archive
from search.query.function_words import FUNCTION_WORDS
from search.request import SearchRequest
from search.results import FacetValue, Hit
from web.rendering.countries import country_name
from web.urls.links import address, place_address, speaker_address, url_quoted

READ = 20
"""Paragraphs that examples are taken from: the newest, and the newest of whom they show."""
SAMPLE: Mapping[str, str] = {
    "name": "Ifeoma Okonjo",
    "family": "okonjo",
    "body": "World Paper Boat Union",
    "word": "marmalade",
    "other": "reserve",
    "third": "shortage",
    "form": "humming",
    "forms": "hummed",
    "plain": "torshavn",
    "accented": "Tórshavn",
    "phrase": "paper cut",
    "beginning": "harb",
    "begun": "harbour",
    "said": "tide",
    "place": "Porto",
    "spoken_place": "Portugal",
    "country": "Portugal",
    "code": "PT",
    "source": "Harbour Gazette",
    "of_source": "herring",
    "title": "boats",
    "day": "2022-09-17",
    "month": "2022-09",
    "year": "2022",
    "first": "2022-09-01",
    "next_year": "2023",
    "spoken_month": "2023-05",
}
"""The examples of the sample archive."""

_PLAIN = re.compile(r"[^\W_]+(?:[ .’'-]{1,2}[^\W_]+)*")
"""A name that means in Markdown and in a query nothing but itself."""
_WORD = re.compile(r"[^\W\d_]{5,}")
_TWO_WORDS = re.compile(r"[^\W\d_]{4,} [^\W\d_]{4,}")
_QUERY = re.compile(r"\[\[(.+?)\]\]")
_SLOT = re.compile(r"\{(\w+)\}")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]*\{\w+\}[^)]*)\)")


def examples_of(archive: Archive) -> Mapping[str, str]:
    """Return what of SAMPLE this archive has of its own, by the same names."""
    newest = archive.search(SearchRequest(sort="newest", size=READ), with_choices=True)
    speakers, facets = newest.facets.speaker, newest.facets
    name = _first(one for one in speakers if one.kind == "person")
    own = archive.search(SearchRequest(speakers=(name,), sort="newest", size=READ)) if name else newest
    hits = (*own.results, *newest.results)
    code = facets.country[0].value if facets.country else ""
    country = country_name(code) if code else ""
    found = {
        "name": name,
        "family": name.split()[-1].lower() if name else "",
        "body": _first(one for one in speakers if one.kind == "organization"),
        "said": next(_content_words(_quotations(own.results, name)), ""),
        "phrase": next((two[0] for one in _quotations(hits, None) if (two := _TWO_WORDS.search(one))), ""),
        "place": _first(one for one in facets.location if one.value != country),
        "spoken_place": _first(own.facets.location),
        "country": country,
        "code": code,
        "source": _first(facets.source),
        **dict(_words(archive, hits)),
        **dict(_days(hits, own.results)),
    }
    return {slot: value for slot, value in found.items() if value and (slot in _ANY or _PLAIN.fullmatch(value))}


_ANY = frozenset({"day", "month", "year", "first", "next_year", "spoken_month"})


def _first(values: Iterable[FacetValue]) -> str:
    return next((one.value for one in values if _PLAIN.fullmatch(one.value)), "")


def _content_words(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words of texts that say something, in lower case."""
    words = (word.lower() for text in texts for word in _WORD.findall(text))
    return (word for word in words if word not in FUNCTION_WORDS)


def _quotations(hits: Iterable[Hit], name: str | None) -> Iterator[str]:
    """Yield what is quoted in paragraphs, of somebody or of anybody."""
    for hit in hits:
        for (start, end), who in zip(hit.quotations, hit.voices, strict=True):
            if name is None or who == name:
                yield hit.text[start:end]


def _words(archive: Archive, hits: Iterable[Hit]) -> Iterator[tuple[str, str]]:
    """Yield telling words, two of one paragraph, and words that show what of a word makes no difference."""
    written = dict.fromkeys(word for hit in hits for word in _WORD.findall(hit.text))
    plural = next((word for word in written if word.endswith("s") and word[:-1] in written), "")
    accented = next((word for word in written if _without_accents(word) != word), "")
    yield from (("form", plural), ("forms", plural[:-1]), ("plain", _without_accents(accented)), ("accented", accented))
    for hit in hits:
        if len(telling := _telling(archive, hit)) > 2:
            first = telling[0]
            yield from (("word", first), ("other", telling[1]), ("third", telling[2]))
            yield from (("beginning", first[:-1]), ("begun", first), ("of_source", first))
            break
    yield "title", next(_content_words(hit.article.title for hit in hits), "")


def _without_accents(word: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))


def _telling(archive: Archive, hit: Hit) -> list[str]:
    alike = archive.similar(hit.article.id, hit.ordinal, 1)
    return [word for word in alike.words if _WORD.fullmatch(word)] if alike else []


def _days(hits: Iterable[Hit], spoken: Iterable[Hit]) -> Iterator[tuple[str, str]]:
    day = next((hit.article.date for hit in (*spoken, *hits) if hit.article.date), None)
    if day:
        yield from (("day", day), ("month", day[:7]), ("year", day[:4]), ("first", f"{day[:8]}01"))
        yield from (("next_year", f"{min(int(day[:4]) + 1, 9999):04d}"), ("spoken_month", day[:7]))


def filled(text: str, archive: Archive) -> str:
    """Fill a text's lines with examples of the archive or, where it has none that find something, with patterns."""
    own = examples_of(archive)

    def finds(query: str) -> bool:
        return archive.search(SearchRequest(query, size=1)).total > 0

    return "\n".join(_line(line, own, finds) for line in text.split("\n"))


def patterns(text: str) -> str:
    """Fill a text with the examples of the sample archive, as patterns: there is no archive to be asked."""
    return "\n".join(_line(line, {}, bool) for line in text.split("\n"))


def _line(line: str, own: Mapping[str, str], finds: Callable[[str], bool]) -> str:
    slots = set(_SLOT.findall(line))
    queries = [_fill(query, own) for query in _QUERY.findall(line)] if slots <= own.keys() else None
    if queries is None or not all(map(finds, queries)):
        line = _QUERY.sub(r"`\1`", _LINK.sub(r"\1", line))
        return _fill(line, SAMPLE)
    line = _LINK.sub(lambda link: f"[{link[1]}]({_led(link[2], own)})", line)
    line = _QUERY.sub(lambda query: _linked(_fill(query[1], own)), line)
    return _fill(line, own)


def _fill(text: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), text)


def _linked(query: str) -> str:
    shown = query.replace("|", "\\|")
    return f"[`{shown}`]({address(SearchRequest(query))})"


def _led(path: str, own: Mapping[str, str]) -> str:
    """Return the address of a speaker's or place's page, or of any that takes a query."""
    return {
        "{name}": speaker_address(own.get("name", "")),
        "{place}": place_address(own.get("place", "")),
    }.get(path) or _fill(path, {slot: url_quoted(value) for slot, value in own.items()})
