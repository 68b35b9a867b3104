"""Who says what in every paragraph of an article: the pipeline from text to spans.

    quotations   which words stand between marks                                        quotations.py
    names        runs of capitals, titles set apart                                     names.py
    inventory    the article's persons, decided once by all the evidence in it          inventory.py
    elements     each paragraph as a string of letters, a quotation one of them         elements.py
    cues         rules over the letters: subject and verb of speech                     cues.py
    nesting      only the outermost statement counts                                    nesting.py
    resolution   pronouns and descriptions to persons                                   resolution.py
    quoting      each quotation to its speaker                                          quoting.py

Every stage is a function of what the stages before it returned, and of the tables in `data/`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..spans import Quotation, Speaker
from .cues import find_cues
from .descriptions import collect_roles, title_text
from .elements import NOBODY, Elements, read_elements
from .inventory import Inventory, take_inventory
from .names import find_mentions
from .nesting import outermost
from .quotations import QuotationSpan, find_quotations, opens_with_quotation
from .quoting import assign
from .resolution import Salience, Speaking, resolve_paragraph
from .tokens import Tokens, tokenize


@dataclass(frozen=True, slots=True)
class AttributedParagraph:
    """What was found in one paragraph.

    `person_mentions` are the (start, end) of every person's name, titles included.
    """

    speakers: tuple[Speaker, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    person_mentions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what in an article; `people` are the names, full and family, that it uses for persons."""

    paragraphs: tuple[AttributedParagraph, ...] = ()
    people: frozenset[str] = frozenset()


def attribute(paragraphs: Sequence[str]) -> Attribution:
    """Find the speakers and quotations of each paragraph of one article; offsets are into the paragraph."""
    tokenized = [tokenize(text) for text in paragraphs]
    mentions = [find_mentions(tokens) for tokens in tokenized]
    inventory = take_inventory(list(zip(tokenized, mentions, strict=True)))
    spans = find_quotations(paragraphs)
    read = [
        read_elements(tokens, found, quoted, inventory)
        for tokens, found, quoted in zip(tokenized, mentions, spans, strict=True)
    ]
    roles = collect_roles(list(zip(read, tokenized, strict=True)))
    salience = Salience(inventory)
    result: list[AttributedParagraph] = []
    last: Speaking | None = None
    left_open = False
    for text, tokens, elements, quoted, found in zip(paragraphs, tokenized, read, spans, mentions, strict=True):
        cues = outermost(elements.kinds, find_cues(elements, tokens))
        speakings = resolve_paragraph(elements, tokens, cues, inventory, roles, salience)
        owners = assign(elements, speakings, [len(text[span.start : span.end].split()) for span in quoted])
        speakers = _speakers(speakings, elements, tokens, roles)
        if last is not None and not speakings and quoted and left_open and opens_with_quotation(text):
            owners = [last] * len(quoted)
            speakers = (Speaker(last.name, last.kind, quoted[0].start, quoted[0].end),)
        last, left_open = _carry(last, owners, speakings, quoted)
        result.append(
            AttributedParagraph(
                speakers=speakers,
                quotations=tuple(
                    Quotation(span.start, span.end, owner.name if owner else None)
                    for span, owner in zip(quoted, owners, strict=True)
                ),
                person_mentions=tuple(
                    (tokens.starts[mention.first], tokens.end(mention.last - 1))
                    for mention in found
                    if inventory.resolve(mention) is not None
                ),
            )
        )
    return Attribution(tuple(result), _people(inventory))


def _carry(
    last: Speaking | None, owners: list[Speaking | None], speakings: list[Speaking], quoted: list[QuotationSpan]
) -> tuple[Speaking | None, bool]:
    """Return whose quotation may go on in the next paragraph, and whether this paragraph left it open."""
    left_open = bool(quoted) and not quoted[-1].closed
    if quoted and owners[-1] is not None:
        return owners[-1], left_open
    return (speakings[-1] if speakings else last if left_open else None), left_open


def _speakers(
    speakings: list[Speaking], elements: Elements, tokens: Tokens, roles: dict[int, dict[str, str]]
) -> tuple[Speaker, ...]:
    """Return each speaker once, at the first mention that shows it."""
    seen: dict[str, Speaker] = {}
    for speaking in speakings:
        if speaking.name not in seen:
            seen[speaking.name] = Speaker(
                name=speaking.name,
                kind=speaking.kind,
                start=tokens.starts[speaking.first],
                end=tokens.end(speaking.last - 1),
                role=_role(speaking, elements, tokens, roles),
            )
    return tuple(sorted(seen.values(), key=lambda speaker: (speaker.start, speaker.end)))


def _role(speaking: Speaking, elements: Elements, tokens: Tokens, roles: dict[int, dict[str, str]]) -> str | None:
    if speaking.person == NOBODY:
        return None
    here = title_text(elements, tokens, speaking.cue.subject) if elements.kinds[speaking.cue.subject] == "P" else ""
    return here or next(iter(roles.get(speaking.person, {}).values()), None)


def _people(inventory: Inventory) -> frozenset[str]:
    names = [person.name for person in inventory.persons]
    return frozenset(names) | frozenset(person.name.split(" ")[-1] for person in inventory.persons)
