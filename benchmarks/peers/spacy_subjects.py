"""Speakers by an hour of rules on spaCy's small parse: the subjects of verbs of saying, with simple resolution.

The baseline that anybody would build first.  A person speaks who is the subject of a listed verb outside quotation
marks and outside what somebody else reports.  A part of a name stands for the longest name with that part; "he" and
"she" for the last person of that gender who was the subject of a verb; a paragraph that opens with a quotation mark
and names no speaker continues the speaker before.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from spacy.tokens import Doc, Span, Token

from benchmarks.peers.english import NAMES_AND_SYNTAX, english
from benchmarks.peers.lines import Mention, annotated, answer, paragraphs
from benchmarks.peers.persons import full_names, genders, person, table, without_possessive

VERBS = {verb for line in table("speech-verbs.txt") for verb in line}
PRONOUNS = {"he": "m", "she": "f"}
OPENING, CLOSING = ("“", "``", "''", '"'), ("”", "''", '"')


def is_speech(token: Token) -> bool:
    """Tell a verb of saying that is not negated."""
    return token.pos_ == "VERB" and token.lemma_ in VERBS and not any(c.dep_ == "neg" for c in token.children)


def reported(token: Token) -> bool:
    """Tell whether a token stands inside what a verb of saying reports."""
    path = [token, *token.ancestors]
    return any(below.dep_ == "ccomp" and is_speech(above) for below, above in pairwise(path))


def unquoted(paragraph: Doc) -> Iterator[Token]:
    """Yield the tokens that stand outside quotation marks."""
    quoted = False
    for token in paragraph:
        if token.text in (CLOSING if quoted else OPENING):
            quoted = not quoted
        elif not quoted:
            yield token


def subjects(verb: Token) -> list[Token]:
    """Find who does what a verb says: its own subject or that of the verb that governs it."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            noun = verb.head if child.lower_ in ("who", "that") and verb.dep_ == "relcl" else child
            return [noun, *noun.conjuncts]
    governed = verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")
    return subjects(verb.head) if governed else []


class Article:
    """The persons of an article, and who of them was a subject last."""

    def __init__(self, parsed: list[Doc]) -> None:
        self.full = full_names(parsed)
        self.genders = genders(parsed, self.full)
        self.recent: list[str] = []

    def named(self, noun: Token) -> tuple[str, Span] | None:
        """Resolve a subject to a person's name, with the words that show it, and remember it."""
        found = None
        if gender := PRONOUNS.get(noun.lower_):
            fitting = (name for name in reversed(self.recent) if self.genders.get(name, gender) == gender)
            name = next(fitting, None)
            found = (name, noun.doc[noun.i : noun.i + 1]) if name else None
        else:
            for word in (noun, *(child for child in noun.children if child.dep_ == "appos")):
                if span := person(word, self.full):
                    found = self.full.get(span[-1].text, without_possessive(span)), span
                    break
        if found:
            self.recent.append(found[0])
        return found

    def speakers(self, paragraph: Doc, before: str | None) -> list[Mention]:
        """Name who speaks in a paragraph; `before` is the last speaker of the one before it."""
        found: dict[str, Span] = {}
        for token in unquoted(paragraph):
            if token.lower_ == "according":
                nouns = [word for word in token.subtree if word.dep_ == "pobj"][:1]
            elif is_speech(token) and not reported(token):
                nouns = subjects(token)
            else:
                if token.dep_ in ("nsubj", "nsubjpass") and not reported(token):
                    self.named(token)
                continue
            for known in filter(None, map(self.named, nouns)):
                found.setdefault(*known)
        if not found and before and paragraph[0].text in OPENING:
            found[before] = paragraph[:1]
        return [{"name": name, "kind": "person", "start": s.start_char, "end": s.end_char} for name, s in found.items()]


def main() -> None:
    """Answer on standard output."""
    model = english(NAMES_AND_SYNTAX)

    def annotate(text: str) -> list[dict[str, Any]]:
        pieces = list(paragraphs(text))
        parsed = list(model.pipe(piece for _, piece in pieces))
        article, answers = Article(parsed), []
        speakers: list[Mention] = []
        for (start, piece), paragraph in zip(pieces, parsed, strict=True):
            speakers = article.speakers(paragraph, speakers[-1]["name"] if speakers else None)
            answers.append(annotated(start, piece, speakers, []))
        return answers

    answer(annotate)


if __name__ == "__main__":
    main()
