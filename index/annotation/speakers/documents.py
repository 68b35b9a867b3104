"""Letters and other papers, and who wrote them: “It is late,” it said.

A paper speaks for its writer.  Who that is may be told long before it is read: "a letter that Ek had left".  What is
told of a diary holds for every later "the diary".
"""

from collections.abc import Callable, Iterator, Sequence

from .clauses import Cue
from .elements import NOBODY, Elements
from .kinds import one_of
from .rules import Rule
from .tables import column
from .tokens import Tokens

DOCUMENTS = column("documents.txt")
"""What somebody has written: it speaks for them."""
READS = column("what-documents-do.txt")
"""What a document does."""
_QUOTED = one_of("QUOTED")
_WHOLE = {"entry": "diary"}
"""The paper that another one is part of."""
_HOW = frozenset(
    ["from", "by", "his", "her", "wrote", "written", "write", "writes", "left", "sent", "posted", "penned"]
) | {
    *("kept", "issued", "released", "published", "submitted", "signed", "dictated", "tweeted", "filed", "addressed"),
    *("'s", "’s", "keeps", "sends", "posts"),
}
"""What stands between a paper and its writer."""

OWNED = Rule(
    "((?P<writer> PERSON) (?P<how> POSSESSIVE)) [ADVERBIAL OTHER ROLE]{0,3} (?P<paper> [SPEECH_NOUN OTHER VERB])",
    matches=["|Mara Alda's last letter| was short."],
    refuses=["The letter was short."],
)
HERS = Rule(
    "(?P<writer> (?P<how> DETERMINER)) [ADVERBIAL OTHER ROLE]{0,2} (?P<paper> [SPEECH_NOUN OTHER VERB])",
    matches=["|Her last letter| was short."],
    refuses=["She was short."],
)
SENT = Rule(
    """(?P<paper> [SPEECH_NOUN OTHER VERB]) (?P<how> PREPOSITION) PREMODIFIER{0,4} (?P<writer> PERSON)
    (?!POSSESSIVE)""",
    matches=["A |letter from the mayor Mara Alda| was short."],
    refuses=["A letter from Mara Alda's mother was short."],
)
LEFT = Rule(
    """(?P<paper> [SPEECH_NOUN OTHER VERB]) THAT? (?P<writer> [PERSON HE]) HAVE? ADVERBIAL{0,2}
    (?P<how> [VERB SAYS SPEECH_PARTICIPLE OTHER])""",
    matches=["A |letter that Mara Alda had written| was short."],
    refuses=["A letter to Mara Alda was short."],
)
WROTE = Rule(
    """(?P<writer> [PERSON HE]) HAVE? ADVERBIAL{0,2} (?P<how> [VERB SAYS SPEECH_PARTICIPLE OTHER]) DETERMINER
    [ADVERBIAL OTHER NUMBER]{0,3}? (?P<paper> [SPEECH_NOUN OTHER VERB])""",
    matches=["|Mara Alda kept a diary| in the attic."],
    refuses=["Mara Alda left."],
)


def is_quoted_it(elements: Elements, tokens: Tokens, cue: Cue) -> bool:
    """Tell “It is late,” it read, and: It said: “It is late.”"""
    pronoun, verb = (tokens.words[elements.firsts[place]].lower() for place in (cue.subject, cue.verb))
    before, after = max(0, cue.subject - 1), elements.kinds[cue.verb + 1 : cue.verb + 4]
    quoted = elements.quotations[before] != NOBODY or not _QUOTED.isdisjoint(after)
    return quoted and pronoun == "it" and verb in READS


class Papers:
    """What the paragraphs of an article so far tell of papers, which are looked at only where one is read."""

    def __init__(self) -> None:
        self._paragraphs: list[tuple[Elements, Tokens]] = []

    def add(self, elements: Elements, tokens: Tokens) -> None:
        """Take the next paragraph."""
        self._paragraphs.append((elements, tokens))

    def writer_of_last(
        self, elements: Elements, tokens: Tokens, index: int, meant_by: Callable[[str], int]
    ) -> int | None:
        """Return who wrote the paper named last before the element at `index`, in this paragraph or the one before.

        None where no paper is named, NOBODY where nobody is told to have written it.  `meant_by` returns whom a
        pronoun means; those of earlier paragraphs than the last tell nothing.
        """
        last = self._paragraphs[-1:]
        paper = _last_paper(tokens.words[: elements.firsts[index]]) or "".join(
            _last_paper(one.words) for _, one in last
        )
        if not paper:
            return None
        writers: dict[str, int] = {}
        for near, (earlier, words) in [*((False, one) for one in self._paragraphs), (True, (elements, tokens))]:
            is_near = near or earlier is self._paragraphs[-1][0]
            for noun, writer in _written(earlier, words, index if near else len(earlier.kinds)):
                person = earlier.persons[writer]
                pronoun = words.words[earlier.firsts[writer]].lower()
                writers[noun] = person if person != NOBODY or not is_near else meant_by(pronoun)
        return writers.get(_WHOLE.get(paper, paper), NOBODY)


def _last_paper(words: Sequence[str]) -> str:
    """Return the last of the words that is a paper, in lower case; nothing for none."""
    if DOCUMENTS.isdisjoint(words):
        return ""
    return next(word for word in reversed(words) if word in DOCUMENTS)


def _written(elements: Elements, tokens: Tokens, end: int) -> Iterator[tuple[str, int]]:
    """Yield each paper before an element that somebody is said to have written, with the element that wrote it."""
    if DOCUMENTS.isdisjoint(tokens.words):
        return
    for rule in (OWNED, HERS, SENT, LEFT, WROTE):
        for match in rule.pattern.finditer(elements.kinds, 0, end):
            paper, how = (tokens.words[elements.firsts[match.start(part)]].lower() for part in ("paper", "how"))
            if paper in DOCUMENTS and how in _HOW:
                yield paper, match.start("writer")
