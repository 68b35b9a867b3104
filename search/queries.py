"""Query classes beside Whoosh's own, for what its language has no node for."""

from collections.abc import Sequence

from whoosh import query as q


class SameSpeaker(q.And):  # type: ignore[misc]
    """Paragraphs where one and the same speaker answers to all subqueries, which are about `speaker`, `speaker_name`
    and `said`: the one who is asked for is the one who said it."""


class Beginning(q.Or):  # type: ignore[misc]
    """Paragraphs with a word that begins so: one whose index term does, or, looked at, one of the terms `unsure`, which
    other words share.  "Organize" is indexed as "organ", which "organiz" does not begin.
    """

    def __init__(self, field: str, beginning: str, unsure: Sequence[str]) -> None:
        super().__init__([q.Prefix(field, beginning), *(q.Term(field, term) for term in unsure)])
        self.beginning = beginning
