"""What a person is told about how a query was read: a handful of sentences, none twice."""

_MOST = 5
_LONGEST_QUOTE = 40


class Notices:
    """Collects sentences in order, the first five of them."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}
        self._more = False

    def add(self, sentence: str) -> None:
        """Add a sentence unless it was said already."""
        if len(self._sentences) < _MOST:
            self._sentences[sentence] = None
        elif sentence not in self._sentences:
            self._more = True

    def __bool__(self) -> bool:
        return bool(self._sentences)

    def sentences(self) -> tuple[str, ...]:
        """Return what was collected, with a last sentence where some was left unsaid."""
        more = ("Other parts of the query were read more plainly too.",) if self._more else ()
        return (*self._sentences, *more)


def quoted(text: str) -> str:
    """Return text as a sentence quotes it: in quotation marks, shortened."""
    if len(text) > _LONGEST_QUOTE:
        text = text[:_LONGEST_QUOTE].rstrip() + "…"
    return f"“{text}”"
