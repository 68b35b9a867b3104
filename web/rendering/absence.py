"""What an archive has nothing of, in sentences, for people and for programs alike."""

from collections.abc import Iterable, Mapping

from web.rendering.formatting import shortened

SHOWN_CHARACTERS = 80
ABSENT: Mapping[str, str] = {
    "speaker": "No speaker of this archive is called “{}”.",
    "said": "Nobody in this archive says “{}”.",
    "location": "No place called “{}” is named in this archive.",
    "country": "No place in the country “{}” is named in this archive.",
    "source": "No source of this archive is called “{}”.",
    "title": "No title in this archive has “{}”.",
}
"""What the archive has nothing of, by the field of the query."""


def absent(parts: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Say which parts of a query, as fields and their words, the archive has nothing of."""
    return tuple(ABSENT[field].format(shortened(text, SHOWN_CHARACTERS)) for field, text in parts if field in ABSENT)
