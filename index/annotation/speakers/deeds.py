"""Words with the form of a verb of speech that tell no speech where they stand.

The court that ruled *that* speaks, the king who ruled the country does not; "observed the rules" is a deed, "observed
that" a statement; "the shop offers cheap boats" sells, and "15 Ek tweets" are nouns.  What follows the word tells.
"""

from collections.abc import Mapping, Sequence

from .kinds import BE, DETERMINER, OTHER, ROLE, TIME, letters, one_of
from .tables import Tables
from .tokens import POSSESSIVES
from .word_kinds import kind_of

_BEFORE_OBJECT = one_of("TO DETERMINER PREPOSITION")
_FINITE = one_of("BE HAVE WILL MODAL DO")
_ENDS_NOUN_PHRASE = one_of("THAT WHO WHILE AND TO IF")
_CLAUSE_REACH = 8
_PERSONAL = one_of("HE THEY WE")
_BEFORE_CONTENT = frozenset(["that", ",", ":", '"', "“", "``", "''", "‘", "'", "«"])
_COUNTED = frozenset([letters("DETERMINER PERSON"), letters("NUMBER PERSON"), letters("NUMBER NAME")])
"""Before a plural noun: the Ek emails, 15 Ek tweets."""
_COUNTING = frozenset(["added", "adds", "recalled", "recalls", "quoted", "offered", "offers", "posted", "posts"])
_BEFORE_CLAUSE = one_of("THAT HE THEY WE PREPOSITION")
_NUMBERS = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "another", "dozens", "jobs"]
)
"""added three assists, recalled 10,000 cars"""
_WON = frozenset(
    ["win", "wins", "title", "titles", "gold", "silver", "bronze", "medal", "medals", "victory", "crown"]
) | {*("wicket", "wickets", "goal", "goals", "point", "points", "nomination", "nominations", "prize", "trophy")}
_GUESTS = frozenset(["guests", "visitors", "mourners", "pilgrims", "crowds", "delegates", "spectators", "tourists"]) | {
    *("worshippers", "passengers", "customers", "refugees", "arrivals")
}
_SHARED = frozenset(
    ["clip", "clips", "video", "videos", "photo", "photos", "picture", "pictures", "image", "images"]
) | {*("footage", "screenshot", "screenshots", "selfie", "selfies", "messages", "bail", "bond")}
_WAGED = frozenset(["war", "bankruptcy", "insolvency", "dividend"])
_DONE_WITH = {
    **dict.fromkeys(["claim", "claims", "claimed", "claiming"], _WON),
    **dict.fromkeys(["welcome", "welcomes", "welcomed", "welcoming"], _GUESTS),
    **dict.fromkeys(["post", "posts", "posted", "posting"], _SHARED),
    **dict.fromkeys(["declare", "declares", "declared", "declaring"], _WAGED),
}
"""Verbs of speech and the objects with which they tell a deed: claimed his third win, welcomed 200 guests."""
_ADVISING = frozenset(["advise", "advises", "advising", "challenging"])
_BEFORE_ADVICE = frozenset(["to", "that", "against", "not", "over", "on"])
"""After a name: who advises Ek has a job, who advises Ek to rest says so."""
_OFFERED = frozenset(["insight", "insights", "condolences", "thanks", "praise", "support", "hope", "details"])
_DISMISSING = frozenset(["dismiss", "dismisses", "dismissed"])
_CALLING = frozenset(["call", "calls", "called", "calling"])
_CALLED_TOGETHER = frozenset(["election", "elections", "vote", "referendum", "halt", "truce", "strike"]) | {
    *("conference", "ceasefire", "witness", "ambulance", "taxi", "session", "timeout")
}
"""called a snap election"""
_CALLED = frozenset(["in", "off", "up", "back", "round", "around", "time"])
_NAMES = frozenset(["identified", "identifies", "introduced", "introduces", "identify"])
_SELF = frozenset(["himself", "herself", "themselves", "themself"])
"""identified himself as Ek"""
_QUESTIONED = frozenset(["asked", "questioned", "interrogated", "pressed", "quizzed", "examined", "interviewed"])
"""being questioned by us"""
_INDEFINITE = frozenset(["a", "an", "one", "another"])
_DESCRIPTION_REACH = 6
_RESCUERS = frozenset(["police", "ambulance", "paramedics", "firefighters", "emergency", "999", "911", "112", "000"])
"""called 911, called the police"""
_CHALLENGING = frozenset(["challenge", "challenges", "challenged", "challenging"])
_POSTING = frozenset(["post", "posts", "posted", "posting", "report", "reports", "reported", "reporting"])
_RESULTS = frozenset(
    ["loss", "losses", "profit", "profits", "earnings", "results", "revenue", "revenues", "income", "turnover", "sales"]
) | {*("dividend", "surplus", "deficit", "quarter", "growth", "margin", "margins", "ebitda", "ebit")}
"""posted a record loss, reports full-year results"""
_BEFORE_RESULTS = one_of("DETERMINER OTHER NUMBER GERUND VERB ADVERB TIME PREPOSITION")
_SAYING_WORDS = frozenset(["say", "says", "said", "saying"])
_GREETINGS = frozenset(["goodbye", "good-bye", "farewell", "adieu", "hello", "grace", "prayers", "mass", "cheese"])
"""said goodbye to its oldest player"""
_RESPONDING = frozenset(["respond", "responds", "responded", "reply", "replies", "replied", "countered", "counters"])
"""responded by hitting him"""
_BY = ("by",)
_JUDGED = ("by", "for", "in")
_PASSIVES = {
    "accused": ("of", "by"),
    "alleged": ("to",),
    "welcomed": ("to", "by", "into", "in"),
    "told": ("to", "by"),
    **dict.fromkeys(["urged", "ordered", "advised", "instructed", "reminded", "informed", "assured"], ("to", "by")),
    **dict.fromkeys(["criticised", "criticized", "slammed", "condemned", "denounced", "hailed", "praised"], _JUDGED),
    **dict.fromkeys(["blamed", "mocked", "rebuked", "cited", "quoted", "thanked", "lauded", "dismissed"], _JUDGED),
    **dict.fromkeys(["described", "identified", "endorsed", "recommended", "proposed", "asked", "posted"], _BY),
}
"""Verbs of speech and what follows only where they are passive: men accused of a raid."""
_DONE_TO = one_of("ANY_ROLE GROUP PERSON OTHER")
_REFERRING = frozenset(["refer", "refers", "referred", "referring"])
_DEEDS = (
    _REFERRING | _RESPONDING | _COUNTING | _DISMISSING | _CALLING | _CHALLENGING | _POSTING | _SAYING_WORDS
) | _ADVISING.union(_DONE_WITH, ["tweets", "proved", "proves"])
_CONTENT_REACH = 8
_THAT_REACH = 6
_WHEN_AND_HOW = one_of("ADVERBIAL PREPOSITION NUMBER")
_COURT_REACH = 7
_SAYING = one_of("SAYING")
_GROUPS = one_of("GROUP")
_SUBJECTS = one_of("SUBJECT")
_CALLS_OF = frozenset(["to", "from", "by"])
"""calls to his office"""
_NOUNS_TOO = frozenset(
    ["states", "emails", "requests", "questions", "promises", "addresses", "remarks", "comments", "posts", "tweets"]
)
_BEFORE_NOUN = one_of("ROLE BODY OTHER NAME")
_AUXILIARIES = one_of("BE HAVE WILL MODAL")
"""teacher protests were held"""
_STATES = frozenset(["member", "swing", "battleground", "border", "neighbouring", "neighboring", "nation", "client"])
"""member states"""
_HEADED = frozenset(["protests", "claims", "remarks", "comments", "promises", "reports", "reveals", "quotes", "tweets"])
"""Plural nouns that head a report after a name: "Alda protests: what we know"."""
_OPENS_QUOTATION = frozenset(['"', "“", "‘", "'", "``"])
_BEFORE_WHAT_IS_SAID = one_of("DETERMINER THAT THEY HE")
_MARKS_BEFORE_WHAT_IS_SAID = _BEFORE_CONTENT | {"”"}


def is_deed(words: Sequence[str], index: int, kinds: Sequence[str], lookup: Tables) -> bool:
    """Tell a verb that speaks only before a clause or a quotation, and has neither; `kinds` are the letters before."""
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if word in _DEEDS and _is_done(words, index, following, lookup):
        return True
    if (word in _NAMES and following in _SELF) or (word in _QUESTIONED and words[index - 1 : index] == ["being"]):
        return True
    if word == "called" and _is_named(words, index, kinds, following, lookup):
        return True
    if word in lookup.content_verbs:
        return following not in _BEFORE_CONTENT and not _has_that_later(words[index + 1 : index + _THAT_REACH], lookup)
    if word not in lookup.clause_verbs:
        return False
    if word.startswith("maintain"):
        return following not in _BEFORE_CONTENT and lookup.word_classes.get(following) not in _PERSONAL
    if word.startswith("offer"):
        spoken = _OFFERED.union(lookup.speech_nouns).isdisjoint(words[index + 1 : index + _COURT_REACH])
        return following[:1].isalpha() and following != "that" and spoken
    if word.startswith("maintain") and following.islower():
        return lookup.word_classes.get(following) not in _BEFORE_CLAUSE
    if following in ("that", "with") or lookup.word_classes.get(following, "") not in _BEFORE_OBJECT:
        return False
    return following == "to" or not _is_clause(words[index + 2 : index + 2 + _CLAUSE_REACH], lookup)


def _has_that_later(words: Sequence[str], lookup: Tables) -> bool:
    """Tell "(ruled) on Wednesday that" and "(ruled) unanimously that"."""
    for place, word in enumerate(words):
        if word == "that":
            return place > 0
        if kind_of(word, lookup.word_classes) not in _WHEN_AND_HOW:
            return False
    return False


def _at(words: Sequence[str], index: int) -> str:
    """Return the word at `index`, or nothing past the end."""
    return words[index] if index < len(words) else ""


def _is_clause(words: Sequence[str], lookup: Tables) -> bool:
    """Tell "(conceded the) penalty was soft" and "(conceded his) side “threw it”" from "(conceded a) goal"."""
    for word in words:
        kind = lookup.word_classes.get(word, OTHER)
        if kind in _FINITE or word in _OPENS_QUOTATION:
            return True
        if kind in _ENDS_NOUN_PHRASE or not word[0].isalnum():
            return False
    return False


def is_done_to(word: str, following: str, last: str) -> bool:
    """Tell the passive in "refugees welcomed to Bergby", "men accused of a raid" and "had been told to go"."""
    if last == BE:
        return word == "told"
    return last in _DONE_TO and following in _PASSIVES.get(word, ())


def _is_done(words: Sequence[str], index: int, following: str, lookup: Tables) -> bool:
    """Tell a deed by its object: three assists, a boat, gold, a matter in court."""
    word = words[index]
    if word in _COUNTING and (following in _NUMBERS or following[:1].isdigit()):
        return "that" not in words[index + 1 : index + _CONTENT_REACH]
    if word in _DISMISSING and lookup.word_classes.get(following) == DETERMINER:
        dismissed = next((place for place in (2, 3) if lookup.word_classes.get(_at(words, index + place)) == ROLE), 0)
        return bool(dismissed) and _at(words, index + dismissed + 1) not in POSSESSIVES
    if word in _SAYING_WORDS:
        return following in _GREETINGS
    if word == "reported" and following == "from":
        return "that" not in words[index + 1 : index + _CONTENT_REACH]
    if word in ("report", "reports") and _is_time(words[index + 1 : index + 3], lookup):
        return "that" not in words[index + 1 : index + _CONTENT_REACH]
    if word in _POSTING and _has_results(words[index + 1 : index + _CONTENT_REACH], lookup):
        return True
    if word in _DONE_WITH and not _DONE_WITH[word].isdisjoint(words[index + 1 : index + _COURT_REACH]):
        return True
    if word in _ADVISING and following[:1].isupper():
        return _BEFORE_ADVICE.isdisjoint(words[index + 1 : index + _CONTENT_REACH])
    if word == "tweets" or word.startswith("prove"):
        return following in ("@", "at", "by")
    if word in _REFERRING:
        return lookup.word_classes.get(following) == DETERMINER
    if word in _RESPONDING and following == "by":
        return lookup.word_classes.get(words[index + 2] if index + 2 < len(words) else "") not in _SAYING
    if word in _CALLING and (following in _CALLED or _calls_for_help(words[index + 1 : index + 4], lookup)):
        return True
    if word in _CALLING and not _CALLED_TOGETHER.isdisjoint(words[index + 2 : index + 5]):
        return lookup.word_classes.get(following) == DETERMINER
    return word in _CHALLENGING and "court" in words[index + 1 : index + _COURT_REACH]


def _is_named(words: Sequence[str], index: int, kinds: Sequence[str], following: str, lookup: Tables) -> bool:
    """Tell "a boy called Ek" from "the mayor called Ek a liar"."""
    if not (kinds and kinds[-1] == ROLE and following[:1].isupper()):
        return False
    before = words[max(0, index - _DESCRIPTION_REACH) : index - 1]
    determiners = [word.lower() for word in before if lookup.word_classes.get(word.lower()) == DETERMINER]
    return bool(determiners) and determiners[-1] in _INDEFINITE


def _calls_for_help(words: Sequence[str], lookup: Tables) -> bool:
    """Tell "(called) the police to" from "(called) the police shootings unjust"."""
    place = next((place for place, word in enumerate(words[:2]) if word in _RESCUERS), None)
    return place is not None and kind_of(_at(words, place + 1) or ".", lookup.word_classes) != OTHER


def _is_time(words: Sequence[str], lookup: Tables) -> bool:
    """Tell "next week" and "on Thursday", when a firm reports."""
    told = words[1:] if words[:1] == ["on"] else words
    return bool(told) and lookup.word_classes.get(told[0].lower()) == TIME


def _has_results(words: Sequence[str], lookup: Tables) -> bool:
    """Tell whether a noun phrase about results begins here: "a record loss", "third-quarter earnings"."""
    for word in words:
        if word.lower() in _RESULTS:
            return True
        if word in _BEFORE_CONTENT or kind_of(word, lookup.word_classes) not in _BEFORE_RESULTS:
            return False
    return False


def is_plural_noun(words: Sequence[str], index: int, kinds: Sequence[str], classes: Mapping[str, str]) -> bool:
    """Tell "the Ek emails" and "Harbour Council requests were" from "the Council requests that"."""
    if "".join(kinds[-2:]) in _COUNTED:
        return True
    if words[index] == "states" and words[index - 1] in _STATES:
        return True
    if kinds and kinds[-1] in _BEFORE_NOUN and classes.get(words[index + 1]) in _AUXILIARIES:
        return True
    if words[index + 1 : index + 2] == [":"] and len(kinds) == 1 and words[index] in _HEADED:
        return words[index + 2 : index + 3] != [] and words[index + 2] not in _OPENS_QUOTATION
    if words[index] == "calls" and words[index + 1] in _CALLS_OF and kinds and kinds[-1] not in _SUBJECTS:
        return True
    if not kinds or kinds[-1] not in _GROUPS or words[index] not in _NOUNS_TOO or index + 1 == len(words):
        return False
    following = words[index + 1]
    if words[index] == "states" and following in (",", "."):
        return True
    return classes.get(following, OTHER) not in _BEFORE_WHAT_IS_SAID and following not in _MARKS_BEFORE_WHAT_IS_SAID
