"""Who says what in every paragraph of an article: the pipeline from text to spans.

    blanks       datelines, headings in capitals                                        datelines.py, headings.py
    quotations   which words stand between marks                                        quotations.py
    names        runs of capitals, titles set apart                                     capitals.py, names.py,
                                                                                        parting.py, titles.py
    inventory    the article's persons, decided once by all the evidence in it          name_forms.py, evidence.py,
                                                                                        full_names.py, inventory.py,
                                                                                        misprints.py
    elements     each paragraph as a string of letters, a quotation one of them         elements.py, kinds.py,
                                                                                        word_senses.py, deeds.py
    cues         rules over the letters: subject and verb of speech                     rules.py, phrases.py, cues.py,
                                                                                        cue_rules/, subjects.py,
                                                                                        clauses.py
    nesting      only the outermost statement counts                                    nesting.py
    resolution   pronouns and descriptions to persons, short names of bodies to full    resolution.py, speaking.py,
                 ones, and how sure that is                                             salience.py, occupations.py,
                                                                                        topics.py, turns.py, bodies.py,
                                                                                        body_names.py, documents.py,
                                                                                        certainty.py
    quoting      each quotation to its speaker                                          quoting.py
    obituaries   whose life an article tells                                            obituaries.py
    interviews   answers to questions that stand by themselves                          interviews.py
    dialogues    questions and their replies in turn                                    dialogues.py
    signatures   names in a line of their own below a quotation                         signatures.py
    continuation quotations that go on in a paragraph of their own                      continuation.py
    statements   how far indirect speech reaches                                        statements.py

Every stage is a function of what the stages before it returned, and of the tables in `data/`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..spans import Quotation, ShownBy, Speaker, Statement
from .bodies import Bodies, find_abbreviations
from .continuation import Quoting, continue_quotations
from .cues import find_cues
from .datelines import blank_dateline
from .dialogues import find_replies
from .elements import NOBODY, Elements, read_elements
from .headings import blank_headings
from .interviews import ANSWER, find_answers, find_examined
from .inventory import Inventory, take_inventory
from .kinds import NAME, PERSON, one_of
from .labels import count_labels
from .mentions import Mention
from .names import find_mentions
from .nesting import outermost
from .obituaries import find_deceased
from .quotations import find_quotations
from .quoting import assign
from .resolution import Resolver
from .roles import Roles, collect_ages, collect_roles, title_text
from .signatures import find_signatures
from .speaking import Speaking
from .statements import find_statements
from .tokens import Tokens, tokenize
from .turns import without_false_turns

PRONOUNS = one_of("HE THEY WE HIM DETERMINER")
DESCRIPTIONS = one_of("ROLE ROLES BODY")
TRANSCRIPT = "transcript"
"""The rule of a cue that is a label, initials among them."""


@dataclass(frozen=True, slots=True)
class AttributedParagraph:
    """What was found in one paragraph.

    `person_mentions` are the (start, end) of every person's name, titles included.
    """

    speakers: tuple[Speaker, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    person_mentions: tuple[tuple[int, int], ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what in an article; `people` are the names, full and family, that it uses for persons."""

    paragraphs: tuple[AttributedParagraph, ...] = ()
    people: frozenset[str] = frozenset()


def attribute(paragraphs: Sequence[str]) -> Attribution:
    """Find the speakers and quotations of each paragraph of one article; offsets are into the paragraph."""
    paragraphs = [blank_dateline(text) for text in blank_headings(paragraphs)]
    tokenized = [tokenize(text) for text in paragraphs]
    mentions = [find_mentions(tokens) for tokens in tokenized]
    inventory = take_inventory(list(zip(tokenized, mentions, strict=True)))
    spans = find_quotations(paragraphs)
    read = [
        read_elements(tokens, found, quoted, inventory)
        for tokens, found, quoted in zip(tokenized, mentions, spans, strict=True)
    ]
    pairs = list(zip(read, tokenized, strict=True))
    roles = collect_roles(pairs)
    bodies = Bodies(find_abbreviations(tokenized))
    deceased = find_deceased(read, tokenized)
    labels = count_labels(pairs)
    resolver = Resolver(inventory, roles, collect_ages(pairs), bodies, deceased)
    quoting: list[Quoting] = []
    for text, tokens, elements, quoted in zip(paragraphs, tokenized, read, spans, strict=True):
        turns = without_false_turns(elements, tokens, find_cues(elements, tokens), inventory, labels)
        cues = outermost(elements.kinds, turns)
        speakings = resolver.resolve(elements, tokens, cues)
        owners = assign(elements, speakings, [text[span.start : span.end] for span in quoted])
        quoting.append(Quoting(text, elements, speakings, quoted, owners, resolver.person_alone()))
    for number, answer in find_answers(paragraphs, quoting, inventory).items():
        quoting[number] = quoting[number].answered_by(answer)
    for number, reply in find_replies(quoting, inventory).items():
        quoting[number] = quoting[number].spoken_by(reply)
    for number, examined in find_examined(quoting, inventory).items():
        quoting[number] = quoting[number].spoken_by(examined)
    for number, signed in find_signatures(quoting, inventory).items():
        quoting[number] = quoting[number].spoken_by(signed)
    continuing = continue_quotations(quoting, inventory)
    return Attribution(
        paragraphs=tuple(
            AttributedParagraph(
                speakers=_speakers(paragraph, goes_on, tokens, roles),
                quotations=_quotations(paragraph, goes_on),
                person_mentions=_person_mentions(tokens, found, inventory),
                statements=find_statements(paragraph.elements, tokens, paragraph.speakings),
            )
            for paragraph, goes_on, tokens, found in zip(quoting, continuing, tokenized, mentions, strict=True)
        ),
        people=_people(inventory),
    )


def _quotations(paragraph: Quoting, goes_on: Speaking | None) -> tuple[Quotation, ...]:
    return tuple(
        Quotation(span.start, span.end, speaking.name, speaking.sure)
        if (speaking := owner or goes_on)
        else Quotation(span.start, span.end)
        for span, owner in zip(paragraph.spans, paragraph.owners, strict=True)
    )


def _person_mentions(tokens: Tokens, mentions: Sequence[Mention], inventory: Inventory) -> tuple[tuple[int, int], ...]:
    return tuple(
        (tokens.starts[mention.first], tokens.end(mention.last - 1))
        for mention in mentions
        if inventory.resolve(mention) is not None
    )


def _speakers(paragraph: Quoting, goes_on: Speaking | None, tokens: Tokens, roles: Roles) -> tuple[Speaker, ...]:
    """Return each speaker once, at the first mention that shows it; one who goes on, at the opening mark."""
    if goes_on is not None:
        span = paragraph.spans[0]
        role = next(iter(roles.get(goes_on.person, {}).values()), None)
        return (Speaker(goes_on.name, goes_on.kind, span.outer_start, span.start, role, "pronoun", goes_on.sure),)
    seen: dict[str, Speaker] = {}
    by_name = {one.name for one in paragraph.speakings if _shown_by(one, paragraph.elements) == "name"}
    sure = {one.name for one in paragraph.speakings if one.sure}
    for speaking in paragraph.speakings:
        if speaking.name not in seen:
            seen[speaking.name] = Speaker(
                name=speaking.name,
                kind=speaking.kind,
                start=tokens.starts[speaking.first],
                end=tokens.end(speaking.last - 1),
                role=_role(speaking, paragraph.elements, tokens, roles),
                by="name" if speaking.name in by_name else _shown_by(speaking, paragraph.elements),
                sure=speaking.name in sure,
            )
    return tuple(sorted(seen.values(), key=lambda speaker: (speaker.start, speaker.end)))


def _shown_by(speaking: Speaking, elements: Elements) -> ShownBy:
    """Return what the subject of a cue is; of a group without a name, the words that describe it are the name."""
    subject = elements.kinds[speaking.cue.subject]
    if subject in PRONOUNS or speaking.cue.rule == ANSWER:
        return "pronoun"
    in_letters = subject == NAME and speaking.kind == "person" and speaking.cue.rule != TRANSCRIPT
    return "description" if in_letters or (subject in DESCRIPTIONS and speaking.kind != "unnamed") else "name"


def _role(speaking: Speaking, elements: Elements, tokens: Tokens, roles: Roles) -> str | None:
    if speaking.person == NOBODY:
        return None
    here = title_text(elements, tokens, speaking.cue.subject) if elements.kinds[speaking.cue.subject] == PERSON else ""
    return here or next(iter(roles.get(speaking.person, {}).values()), None)


def _people(inventory: Inventory) -> frozenset[str]:
    names = [person.name for person in inventory.persons]
    return frozenset(names) | frozenset(person.name.split(" ")[-1] for person in inventory.persons)
