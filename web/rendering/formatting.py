"""How names, days and numbers are written on the page."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

DAYS_KEPT = 4_096
LONGEST_TITLE = 240
"""Characters of a headline that are shown; real ones have 60 to 120."""
_TURNING = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F),
                          *range(0x2066, 0x206A)])  # fmt: skip
"""Controls but for white space, and of Unicode's Bidi_Control those that reach beyond where they stand."""


@lru_cache(maxsize=DAYS_KEPT)
def day(iso: str | None) -> str:
    """Write an ISO day as "10 Sep 2022"; a date that is none is shown as it stands."""
    if not iso:
        return ""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{when.day} {when:%b} {when.year}"


def days(first: str, last: str) -> str:
    """Write the days from one to another: "10 Sep 2022", "10 Sep 2022 – 3 Oct 2022"."""
    written = day(first), day(last)
    return written[0] if written[0] == written[1] else " – ".join(written)


def moment(seconds: int) -> str:
    """Write a moment, in seconds since 1970, as ISO 8601 in UTC: "2022-09-10T08:00:00+00:00"."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def time_of_day(seconds: int) -> str:
    """Write a moment, in seconds since 1970, as "10 Sep 2022, 08:00 UTC"."""
    iso = moment(seconds)
    return f"{day(iso[:10])}, {iso[11:16]} UTC"


def listed(names: Sequence[str]) -> str:
    """Write names one after another: "A", "A and B", "A, B and C"."""
    *others, last = names or ("",)
    return f"{', '.join(others)} and {last}" if others else last


def counted(number: int, singular: str) -> str:
    """Write "1 paragraph", "1,204 paragraphs"."""
    return f"{number:,} {singular}" if number == 1 else f"{number:,} {singular}s"


def milliseconds(took: float) -> str:
    """Write a time as "4 ms", and what is shorter than one as "under 1 ms"."""
    return f"{took:,.0f} ms" if took >= 1 else "under 1 ms"


def plain(text: str) -> str:
    """Return a text without control characters and what turns the direction of writing.

    For where it stands in a sentence, a title or a label of ours, of which it would turn round the rest; where markup
    can set it apart (<bdi>, an element of its own), it stays as it is.
    """
    return text.translate(_TURNING)


def shortened(text: str, longest: int = LONGEST_TITLE) -> str:
    """Cut a text after its last whole word within `longest` characters, with an ellipsis; it is `plain`."""
    text = plain(text[: 2 * longest + 1])
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    words = cut.rpartition(" ")[0]
    return (words if len(words) > longest // 2 else cut).rstrip(" ,;:–—-") + "…"


def headline(title: str) -> str:
    """Return a title to show; an article without one is called so."""
    return shortened(" ".join(title.split())) or "Untitled article"


def web_address(url: str) -> str:
    """Return the url if it leads to the web (http, https), else nothing: an article's url is not trusted."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""
