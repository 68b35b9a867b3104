"""The name of a body as it stands in a paragraph, and whether it may be a body that speaks."""

from .bodies import LEGAL_FORMS
from .certainty import has_clause, has_quotation, tells_surely
from .clauses import Cue
from .descriptions import describe
from .elements import Elements
from .kinds import BODY, NAME, OF, letters, one_of
from .rules import Rule
from .tables import column, tables
from .tokens import Tokens

_HEADS = column("bodies-for-something.txt")
"""Organisations whose name may go on with what they are for."""
_NO_BODIES = column("no-bodies.txt")
_OWN = frozenset(["its", "his", "her", "their", "our", "my", "your"])
_PAGES = frozenset(["website", "channel", "blog", "page", "magazine", "newsletter"])
_BARE = frozenset(letters("DETERMINER PREPOSITION OF TO AND COMMA STOP")) | {""}
_FUNCTION_WORDS = one_of("OTHER DETERMINER ADVERB TIME PREPOSITION AND")
NOBODIES = frozenset(["No", "no", "Neither", "neither", "None", "none"])
"""Words before a group that make it nobody."""
_PURPOSE = letters("PREPOSITION NAME")
_AND_NAME = letters("AND NAME")
_POSSESSORS = frozenset(letters(f"{kind} POSSESSIVE") for kind in ("NAME", "ROLE"))

NAME_GOES_ON = Rule(
    "OF DETERMINER? NAME (AND NAME)?",
    matches=["The Ministry| of Industry and Trade| said no."],
    refuses=["The Ministry| in Bergby| said no."],
)
IS_FOR_SEVERAL = Rule(
    "OF NAME (COMMA NAME){1,3} COMMA? AND NAME",
    matches=["The Department| of Roads, Culture and Ports| said no."],
    refuses=["The Ministry| of Industry and Trade| said no."],
)


def says_as_a_body(kinds: str, cue: Cue) -> bool:
    """Tell what bodies say, a clause; words in marks are mostly a person's."""
    if cue.rule == "direct":
        return has_clause(kinds, cue) and tells_surely(kinds, cue) and not has_quotation(kinds, cue)
    return cue.rule == "according"


def is_surely_body(elements: Elements, tokens: Tokens, index: int, last: int) -> bool:
    """Tell "the Pilots", "Harbour Council", "MNRT" and "Norland" from what may be a person's name."""
    first, lookup = elements.firsts[index], tables()
    if elements.kinds[index] == BODY or tokens.words[max(0, first - 1)] in ("the", "The"):
        return True
    words = tokens.words[first:last]
    return any(word in lookup.organizations or word in lookup.places or word[:2].isupper() for word in words)


def may_speak(name: str) -> bool:
    """Tell a body from a law, a disease, a street, a lone letter and nobody."""
    words = name.split(" ")
    if len(words) == 1 and tables().word_classes.get(name.lower()) in _FUNCTION_WORDS:
        return False
    return len(name) > 1 and not is_nobody(name) and words[0] not in _NO_BODIES and words[-1] not in _NO_BODIES


def may_be_full_name(elements: Elements, tokens: Tokens, index: int) -> bool:
    """Tell a name with a noun for a body, a name after one, and such a noun that something describes."""
    before = elements.kinds[index - 1 : index]
    if elements.kinds[index] == BODY:
        return before not in _BARE
    if before == BODY:
        return True
    if elements.lasts[index] - elements.firsts[index] == 1 and elements.kinds[index + 1 : index + 2] != OF:
        return False
    last = tokens.words[elements.lasts[index] - 1]
    return last in LEGAL_FORMS or tables().word_classes.get(last.lower()) == BODY


def noun_before(elements: Elements, tokens: Tokens, index: int) -> str | None:
    """Return "airline" for the name in "the airline Lindal Jet"."""
    if elements.kinds[index] != NAME or elements.kinds[max(0, index - 1)] != BODY or not index:
        return None
    noun = tokens.words[elements.firsts[index - 1]].lower()
    return noun if noun in tables().named_bodies else None


def is_nobody(name: str) -> bool:
    """Tell "No witness" from "No 10 sources"."""
    first, _, rest = name.partition(" ")
    return first in NOBODIES and not rest[:1].isdigit()


def is_own_page(name: str) -> bool:
    """Tell "its website" and "his channel", which tell what their owner says."""
    return name.split(" ")[0] in _OWN and name.split(" ")[-1] in _PAGES


def name_of_body(elements: Elements, tokens: Tokens, index: int) -> tuple[str, int, int]:
    """Return the name of the group at `index` with its first token and the token past its end.

    "Ministry of Health" is a name of three elements, as is "Moody's Analytics".
    """
    if elements.kinds[index] == BODY:
        phrase = describe(elements, tokens, index)
        return phrase.text, phrase.first, phrase.last
    end = _end_of_list(elements, tokens, index)
    while (match := NAME_GOES_ON.pattern.match(elements.kinds, end + 1)) is not None:
        end = match.end() - 1
    if elements.kinds[end + 1 : end + 3] == _PURPOSE and _names_its_purpose(tokens, elements.lasts[end]):
        end += 4 if elements.kinds[end + 3 : end + 5] == _AND_NAME else 2
    start = index - 2 if _is_possessed(elements, tokens, index) and end == index else index
    first, last = elements.firsts[start], elements.lasts[end]
    return " ".join(tokens.text[tokens.starts[first] : tokens.end(last - 1)].split()), first, last


def _end_of_list(elements: Elements, tokens: Tokens, index: int) -> int:
    """Return the last of what "Department of Roads, Culture and Ports" is for: ordinary words; else `index`."""
    listed = IS_FOR_SEVERAL.pattern.match(elements.kinds, index + 1)
    if listed is None:
        return index
    words = [tokens.words[elements.firsts[place]] for place in range(index + 2, listed.end())]
    ordinary = tables().words
    return listed.end() - 1 if all(word.lower() in ordinary or not word[0].isalpha() for word in words) else index


def _is_possessed(elements: Elements, tokens: Tokens, index: int) -> bool:
    """Tell the one word that a capitalised possessor makes a name: Moody's Analytics, the County Sheriff's Office."""
    possessor = elements.kinds[max(0, index - 2) : index] in _POSSESSORS
    return (
        possessor
        and elements.lasts[index] - elements.firsts[index] == 1
        and (tokens.words[elements.firsts[index - 2]][0].isupper())
    )


def _names_its_purpose(tokens: Tokens, preposition: int) -> bool:
    """Tell "Center for Maritime Law" and "Council on Harbours" from "Congress on Monday"."""
    return tokens.words[preposition] in ("for", "on") and tokens.words[preposition - 1] in _HEADS
