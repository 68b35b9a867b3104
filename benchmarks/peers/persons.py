"""The persons of an article as spaCy's small model sees them, with a correction for its commonest error.

It takes a family name that stands alone for an organisation, or for nothing, about as often as for a person.  So a
single word is a person here if it is part of any person's name in the article, or a proper noun with no label.
"""

from itertools import pairwise
from pathlib import Path

from spacy.tokens import Doc, Span, Token


def table(name: str) -> list[list[str]]:
    """Read the words of each line of a data file."""
    lines = (Path(__file__).parent / "data" / name).read_text("utf-8").splitlines()
    return [line.split() for line in lines if not line.startswith("#")]


GENDERS = {name: gender for gender, *names in table("given-names.txt") for name in names}
TITLES = {"Mr.": "m", "Mrs.": "f", "Ms.": "f"}


def full_names(parsed: list[Doc]) -> dict[str, str]:
    """Map the last and the first word of each person's name to the longest name in the article that has it there."""
    persons = [
        entity
        for paragraph in parsed
        for entity in paragraph.ents
        if entity.label_ == "PERSON" and entity[-1].is_title and "-" not in entity[0].text
    ]
    full: dict[str, str] = {}
    for place in (-1, 0):
        for person in sorted(persons, key=len, reverse=True):
            full.setdefault(person[place].text, without_possessive(person))
    return full


def without_possessive(person: Span) -> str:
    """Give a name as it is called."""
    text: str = person.text
    return text.removesuffix("'s").removesuffix("’s")


def person(token: Token, full: dict[str, str]) -> Span | None:
    """Find the name of a person that a noun stands for, as long as it is written there."""
    span = next((entity for entity in token.doc.ents if entity.start <= token.i < entity.end), None)
    if span is not None and (span.label_ == "PERSON" or len(span) > 1):
        return span if span.label_ == "PERSON" else None
    if token.text not in full and (span is not None or token.pos_ != "PROPN"):
        return None
    first = next((word.i for word in token.lefts if word.dep_ == "compound" and word.pos_ == "PROPN"), token.i)
    return token.doc[first : token.i + 1]


def genders(parsed: list[Doc], full: dict[str, str]) -> dict[str, str]:
    """Map the names of an article to `f` or `m` where a given name or a title tells."""
    known = {name: GENDERS[name.split()[0]] for name in full.values() if name.split()[0] in GENDERS}
    for paragraph in parsed:
        for title, word in pairwise(paragraph):
            if title.text in TITLES:
                known.setdefault(full.get(word.text, word.text), TITLES[title.text])
    return known
