"""The rule tables of this package, read once from `data/`.

A table is a text file: lines that begin with `#` tell what it holds, where it comes from and its licence; every other
line is one entry, its fields parted by tabs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .kinds import BODY, LETTERS, ROLE, ROLES, SPEECH_NOUN, SPEECH_PARTICIPLE, VERB, letters

GENDERS = frozenset("mf")
ANYBODY = "*"
"""Among the roles of a noun: anybody may be meant by it."""
ONE_ALONE = "+"
"""Among the roles of a noun: anybody may be meant by it where only one person is in question."""
_STRONG = tuple(letters("SPEECH_VERB SPEECH_INFINITIVE SPEECH_GERUND"))
_WEAK = tuple(letters("WEAK_SPEECH_VERB WEAK_SPEECH_INFINITIVE WEAK_SPEECH_GERUND"))


@dataclass(frozen=True, slots=True)
class Tables:
    """All rule tables; keys are in lower case unless a table is about names as they are written."""

    given_names: dict[str, str]
    """Given name, in lower case, to m, f or u."""
    family_names: frozenset[str]
    words: frozenset[str]
    """Words that stand in lower case in running text."""
    titles: dict[str, str]
    """Title as written ("Mrs.") to m, f or u."""
    roles: dict[str, str]
    """Noun for a person to m, f, u, or p for several people."""
    references: dict[str, frozenset[str]]
    """Noun that refers again to a person, to the roles it may stand for; `ANYBODY` and `ONE_ALONE` are among them."""
    natives: dict[str, str]
    """Noun for one person from a place, in lower case, to m, f or u: frenchman."""
    organizations: frozenset[str]
    """Words that make a name an organisation's, as written."""
    organization_openings: frozenset[str]
    """Words that make a name an organisation's where they are the first of several."""
    organization_parts: frozenset[str]
    """Words that make a name an organisation's where others stand before them."""
    named_bodies: frozenset[str]
    """Nouns for a body, in lower case, that stand right before its name: airline."""
    no_persons: frozenset[str]
    """Names of firms, clubs and places that read like a person's, as written."""
    well_known: dict[str, str]
    """Name of one word, in lower case, of a person everybody knows, to m, f or u."""
    korean_syllables: frozenset[str]
    """Second syllables of given names: Seung-ho."""
    joined_words: frozenset[str]
    """Two words, as written, that "and" joins inside a body's name: "Food Drug"."""
    places: frozenset[str]
    """Names that are never a person's, as written."""
    clause_verbs: frozenset[str]
    """Forms of the verbs that speak only where no object or infinitive follows."""
    content_verbs: frozenset[str]
    """Forms of the verbs that speak only where "that" or a quotation follows."""
    reactions: frozenset[str]
    """Words for how somebody takes a thing: furious, shrugged."""
    speech_nouns: frozenset[str]
    speech_phrases: frozenset[tuple[str, ...]]
    quantities: frozenset[str]
    """Words before "of" that tell how many speak, in lower case: half."""
    phrase_openers: frozenset[str]
    """The first words of `speech_phrases`."""
    word_classes: dict[str, str]
    """Lower-case word to the letter of its kind (`kinds.py`)."""


def rows(name: str) -> Iterator[list[str]]:
    """Yield the fields of each entry of a table."""
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def column(name: str) -> frozenset[str]:
    """Return the first field of each entry of a table."""
    return frozenset(row[0] for row in rows(name))


def _word_classes(roles: dict[str, str], speech_nouns: frozenset[str]) -> dict[str, str]:
    """Give each word its class; a grammatical word beats a verb of speech, which beats a noun."""
    classes = dict.fromkeys(column("other-verbs.txt"), VERB)
    classes |= dict.fromkeys(speech_nouns, SPEECH_NOUN)
    classes |= dict.fromkeys(column("bodies.txt"), BODY)
    classes |= {word: ROLES if told == "p" else ROLE for word, told in roles.items()}
    for base, third, past, participle, gerund, strength in rows("speech-verbs.tsv"):
        finite, infinitive, running = _WEAK if strength == "weak" else _STRONG
        classes |= {base: infinitive, gerund: running, participle: SPEECH_PARTICIPLE, third: finite, past: finite}
    classes |= {word: LETTERS[kind] for word, kind in rows("function-words.tsv")}
    return classes


def _verbs_of(strength: str) -> frozenset[str]:
    return frozenset(form for row in rows("speech-verbs.tsv") if row[-1] == strength for form in row[:-1])


@cache
def tables() -> Tables:
    """Return the tables, read at the first call."""
    roles = {row[0]: row[1] for row in rows("roles.tsv")}
    speech_nouns = column("speech-nouns.txt")
    organizations = column("organizations.txt")
    parts = list(rows("organization-words.tsv"))
    phrases = frozenset(tuple(row[0].split()) for row in rows("speech-phrases.txt"))
    return Tables(
        given_names={row[0].lower(): row[1] for row in rows("given-names.tsv")},
        family_names=frozenset(name.lower() for name in column("family-names.txt")),
        words=column("words.txt"),
        titles={row[0]: row[1] for row in rows("titles.tsv")},
        roles=roles,
        references={row[0]: frozenset(row[1].split()) for row in rows("references.tsv")},
        natives={row[0].lower(): row[1] for row in rows("natives.tsv")},
        organizations=organizations,
        organization_openings=frozenset(word for word, place in parts if place != "later"),
        organization_parts=organizations | {word for word, place in parts if place != "first"},
        named_bodies=frozenset(row[0] for row in rows("bodies.txt") if row[1:] == ["named"]),
        no_persons=column("no-persons.txt"),
        well_known={row[0].lower(): row[1] for row in rows("well-known.tsv")},
        korean_syllables=column("korean-syllables.txt"),
        joined_words=column("joined-words.txt"),
        places=column("places.txt"),
        clause_verbs=_verbs_of("clause"),
        content_verbs=_verbs_of("content"),
        reactions=column("reactions.txt"),
        speech_nouns=speech_nouns,
        speech_phrases=phrases,
        quantities=column("quantities.txt"),
        phrase_openers=frozenset(phrase[0] for phrase in phrases),
        word_classes=_word_classes(roles, speech_nouns),
    )
