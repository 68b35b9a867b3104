"""Every rule, held against the sentences that stand beside it in the code, and the language that rules are written in.

Bars in a sentence enclose what is matched; `Phrase` and `CueRule` tell how they are read.
"""

import re
from collections.abc import Mapping
from importlib import import_module
from itertools import accumulate
from pkgutil import iter_modules

import pytest

import index.annotation.speakers as package
from index.annotation.speakers.cue_rules import CUE_RULES
from index.annotation.speakers.cues import cues_of
from index.annotation.speakers.elements import Elements
from index.annotation.speakers.kinds import LETTERS, SETS, letters
from index.annotation.speakers.phrases import PHRASES, Phrase
from index.annotation.speakers.rules import CueRule, Rule, to_pattern
from index.annotation.speakers.tokens import Tokens

from .reading import read

MODULES = [import_module(f"{package.__name__}.{module.name}") for module in iter_modules(package.__path__)]
RULES: dict[str, Phrase] = {
    **PHRASES,
    **{
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, Rule)
    },
}


def matched(rules: Mapping[str, Phrase]) -> list[object]:
    return [pytest.param(rule, text, id=f"{name}: {text}") for name, rule in rules.items() for text in rule.matches]


def refused(rules: Mapping[str, Phrase]) -> list[object]:
    return [pytest.param(rule, text, id=f"{name}: {text}") for name, rule in rules.items() for text in rule.refuses]


def read_with_bars(sentence: str) -> tuple[Elements, Tokens, list[int]]:
    """Read a sentence without its bars; return also the element before which each bar stood."""
    parts = sentence.split("|")
    elements, tokens = read("".join(parts))
    starts = [tokens.starts[first] for first in elements.firsts]
    bars = list(accumulate(len(part) for part in parts))[:-1]
    return elements, tokens, [sum(start < bar for start in starts) for bar in bars]


def is_found(rule: Phrase, sentence: str) -> bool:
    """Tell whether a rule matches what the bars enclose."""
    pattern = to_pattern(rule.words)
    elements, _, bars = read_with_bars(sentence)
    kinds = elements.kinds
    match bars:
        case []:
            return re.search(pattern, kinds) is not None
        case [begin]:
            return re.compile(pattern).match(kinds, begin) is not None
    begin, end = bars
    return re.compile(f"(?:{pattern})(?=.{{{len(kinds) - end}}}$)").match(kinds, begin) is not None


@pytest.mark.parametrize(("rule", "sentence"), matched(RULES))
def test_a_rule_matches_what_it_says_it_does(rule: Phrase, sentence: str) -> None:
    assert is_found(rule, sentence)


@pytest.mark.parametrize(("rule", "sentence"), refused(RULES))
def test_a_rule_refuses_what_it_says_it_does(rule: Phrase, sentence: str) -> None:
    assert not is_found(rule, sentence)


@pytest.mark.parametrize(("rule", "sentence"), matched(CUE_RULES))
def test_a_cue_rule_finds_the_subject(rule: CueRule, sentence: str) -> None:
    elements, tokens, bars = read_with_bars(sentence)
    assert bars in [[cue.subject, cue.subject + 1] for cue in cues_of(rule, elements, tokens)]


@pytest.mark.parametrize(("rule", "sentence"), refused(CUE_RULES))
def test_a_cue_rule_finds_nothing_where_nobody_speaks_so(rule: CueRule, sentence: str) -> None:
    elements, tokens = read(sentence)
    assert list(cues_of(rule, elements, tokens)) == []


def test_every_rule_has_sentences() -> None:
    assert len(RULES) > len(PHRASES) + 10
    assert all(rule.matches and rule.refuses for rule in [*RULES.values(), *CUE_RULES.values()])


def test_every_word_of_rules_means_one_thing() -> None:
    words = [*LETTERS, *SETS, *PHRASES]
    assert len(words) == len(set(words))
    assert sorted(LETTERS.values()) == sorted(set(LETTERS.values()))
    assert {len(letter) for letter in LETTERS.values()} == {1}


@pytest.mark.parametrize("name", PHRASES)
def test_every_phrase_is_said_in_some_rule(name: str) -> None:
    words = " ".join(rule.words for rule in [*RULES.values(), *CUE_RULES.values()])
    assert re.search(rf"\b{name}\b", words)


@pytest.mark.parametrize(
    ("words", "pattern"),
    [
        ("PERSON SPEECH_VERB", "PS"),
        ("ADVERBIAL{0,2} NUMBER?", r"[ay]{0,2}\#?"),
        ("[^STOP ADVERBIAL]", r"[^\.ay]"),
        ("(PERSON | NAME) (?P<cue> SAYS)", "(?:P|O)(?P<cue>[Ss])"),
        ("TO_SAY?", "(?:t[ay]{0,2}B)?"),
        ("(?<=COMMA) . $", "(?<=,).$"),
    ],
)
def test_words_become_letters(words: str, pattern: str) -> None:
    assert to_pattern(words) == pattern


@pytest.mark.parametrize("words", ["PERSON SPEEKS", "[PERSON SPEEKS]", "person", "P<cue>", "[TO_SAY]", "PERSON \\w"])
def test_what_is_no_word_of_a_rule_is_an_error(words: str) -> None:
    with pytest.raises(ValueError, match=r"is no kind|begins with no word"):
        Rule(words, matches=[], refuses=[])


def test_letters_spell_kinds_and_sets() -> None:
    assert letters("PERSON COMMA SAYS") == "P,Ss"
