"""What is told of a rebuild, an update or a removal when it is done."""

from dataclasses import dataclass, field

from index.pipeline.account import Account
from index.sources.files import BadInput


@dataclass(frozen=True, slots=True)
class Changes:
    """How many articles are `new`, and how many of those that were published are `changed`, `moved`, which changes
    where they are read from alone, `unchanged` or `removed`."""

    new: int = 0
    changed: int = 0
    moved: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to be published."""
        return bool(self.new or self.changed or self.moved or self.removed)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a rebuild or an update published, what it could not read, and how long it took.

    `counts` has articles, paragraphs, words, speakers and places; `account` says what became of all that was found, and
    `changes` what that was to what had been published.  `generation` is the one that was there where nothing changed.

    >>> from dateline import Summary, rebuild
    >>> summary: Summary = rebuild(["examples/articles", "no-such-file.txt"], "archive-index")
    >>> summary.counts["paragraphs"]
    236
    >>> print(*summary.bad)
    no-such-file.txt: no such file or folder
    """

    counts: dict[str, int]
    bad: tuple[BadInput, ...]
    seconds: float
    generation: str
    account: Account = field(default_factory=Account)
    changes: Changes = field(default_factory=Changes)
