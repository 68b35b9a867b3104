"""Who speaks in an article: each speaker's quotations in one of a few styles, named where they are first used."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from search.results import Hit, Span
from web.rendering.formatting import counted, shortened
from web.rendering.html import mark, merge, within
from web.urls.links import speaker_address

STYLES = 6
"""Underlines that are told apart; a seventh speaker has the first one again, and the name beside it."""
VOICES_LISTED = 24
LONGEST_NAME = 60
OPENING = "“\"‘'«„»‚「"
"""Quotation marks that may open one; a name stands before them."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker whose words an article quotes: the number of the style, from 1, and how much is quoted."""

    name: str
    url: str
    style: int
    quotations: str


def voices_of(paragraphs: Sequence[Hit]) -> dict[str, Voice]:
    """Return the speakers who are quoted, by name, in the order in which they first speak."""
    counts = Counter(name for hit in paragraphs for name in hit.voices if name)
    return {
        name: Voice(name, speaker_address(name), place % STYLES + 1, counted(count, "quotation"))
        for place, (name, count) in enumerate(counts.items())
    }


class Typesetter:
    """Sets the paragraphs of an article, in order; it remembers who was named already."""

    def __init__(self, voices: Mapping[str, Voice]) -> None:
        self._voices = voices
        self._named: set[str] = set()

    def typeset(self, hit: Hit) -> Markup:
        """Return the paragraph escaped, its marked spans in <mark>, its quotations in the styles of their speakers."""
        pieces: list[str] = []
        marks = merge(hit.marks, len(hit.text))
        position = 0
        for (start, end), name, sure in sorted(
            zip(hit.quotations, hit.voices, hit.sure_voices, strict=True), key=_where
        ):
            begin, stop = max(start, position), min(end, len(hit.text))
            if begin >= stop:
                continue
            opening = begin - (begin > position and hit.text[begin - 1] in OPENING)
            voice = self._voices.get(name or "")
            pieces += [
                _part(hit.text, marks, position, opening),
                self._introduction(voice, sure),
                _part(hit.text, marks, opening, begin),
                f'<span class="said v{voice.style}">' if voice else '<span class="said">',
                _part(hit.text, marks, begin, stop),
                "</span>",
            ]
            position = stop
        pieces.append(_part(hit.text, marks, position, len(hit.text)))
        return Markup("".join(pieces))  # noqa: S704  # every piece is escaped

    def _introduction(self, voice: Voice | None, sure: bool) -> str:
        """Return the name of a speaker who was not named yet, to stand before the words; a "?" stands for "likely"."""
        if voice is None or voice.name in self._named:
            return ""
        self._named.add(voice.name)
        name = shortened(voice.name, LONGEST_NAME) + ("" if sure else "?")
        return Markup('<span class="by v{}" data-by="{}"></span>').format(voice.style, name)


def _where(quotation: tuple[Span, str | None, bool]) -> Span:
    return quotation[0]


def _part(text: str, marks: Sequence[Span], start: int, end: int) -> str:
    """Return a stretch of a text escaped, its marked spans, which are in order and apart, in <mark>."""
    inside = within(marks, start, end) if start < end else ()
    return str(mark(text[start:end], inside) if inside else escape(text[start:end]))
