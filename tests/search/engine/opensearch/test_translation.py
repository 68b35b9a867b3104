"""What becomes of conditions, without a cluster: a table of queries, and of what the cluster is asked for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

import pytest

from search.engine.opensearch.archive_tables import ArchiveTables
from search.engine.opensearch.queries import NO_PARAGRAPH, NOTHING, Query, all_of, negation, unscored
from search.engine.opensearch.ranking import Greatest, articles, matching, next_best, next_best_articles, ranked
from search.engine.opensearch.reader import Reader
from search.engine.opensearch.translated import Translated
from search.engine.opensearch.translation import MOST_WAYS, Translator
from search.engine.protocol import SnapshotInfo
from search.errors import SearchTooCostlyError
from search.limits import Deadline, Limits
from search.query.nodes import Exists, MatchNone, Within
from search.query.planner import Plan, Planner
from search.request import SearchRequest
from search.results import PlaceCount

IZYUM = PlaceCount("703656", "Izyum", "city", 49.2, 37.3, "UA", ("Ukraine",), 3)


class Words:
    """An archive's words, of which few are known."""

    def __len__(self) -> int:
        return 3

    def spelled(self, text: str, most: int) -> list[str]:
        return {"col*r": ["colour", "color"]}.get(text, [])

    def similar(self, word: str, edits: int, most: int) -> list[str]:
        return {"colour": ["colour", "color"]}.get(word, [])

    def cost_of_pattern(self, text: str) -> int:
        return 3


class People:
    """One person, who goes by two names."""

    def names_of(self, name: str) -> Mapping[str, str]:
        both = {"Igor Vorn": "", "Vorn": "the family name"}
        return both if name in both else {name: ""}

    def asked_for(self, asked: Sequence[str]) -> list[str]:
        return ["Igor Vorn", "Vorn"] if "vorn" in asked else []


class Places:
    """Two places, one in the other."""

    def find(self, place_id: str) -> PlaceCount | None:
        return IZYUM if place_id == IZYUM.id else None

    def ids_within(self, place_id: str) -> list[str]:
        return [place_id, "1"]


@dataclass
class Tables:
    info: SnapshotInfo
    vocabulary: Words = field(default_factory=Words)
    people: People = field(default_factory=People)
    places: Places = field(default_factory=Places)


@dataclass
class Counts:
    """Answers in how many documents a term stands, in as many as are told."""

    counts: Mapping[tuple[str, str], int]
    asked: int = 0

    def msearch(self, bodies: Sequence[Mapping[str, Any]], deadline: Deadline) -> list[Mapping[str, Any]]:
        self.asked += 1
        return [{"hits": {"total": {"value": self._count(body["query"])}}} for body in bodies]

    def _count(self, query: Mapping[str, Any]) -> int:
        if query.keys() & {"exists", "match_all"}:
            return 100
        while "term" not in query:
            query = query["bool"]["filter"][0] if "bool" in query else query["nested"]["query"]
        [one] = query["term"].items()
        return self.counts.get(one, 0)

    def search(self, body: Mapping[str, Any], deadline: Deadline) -> Mapping[str, Any]:
        own = body["docvalue_fields"][0]
        is_known = {"term": {"article": "first"}} in body["query"]["bool"]["filter"]
        return {"hits": {"hits": [{"fields": {own: [7]}}] * is_known}}


def translator(
    languages: Sequence[str] = (),
    counts: Mapping[tuple[str, str], int] = MappingProxyType({}),
    paragraphs: int = 100,
) -> Translator:
    """Return what translates for an archive of so many paragraphs, a hundred of which have each field."""
    info = SnapshotInfo("a-000001", "1", "", {"paragraphs": paragraphs, "articles": 10}, None, tuple(languages))
    return Translator(cast(ArchiveTables, Tables(info)), cast(Reader, Counts(counts)))


def plan(query: str, **request: Any) -> Plan:
    return Planner(Limits()).of(SearchRequest(query, **request))


def translated(query: str, **request: Any) -> Translated:
    return translator().plan(plan(query, **request), Deadline(5_000))


def term(name: str, value: object, boost: float = 1.0) -> Mapping[str, Any]:
    return {"term": {name: value if boost == 1.0 else {"value": value, "boost": boost}}}


def text(*stems: str) -> list[Mapping[str, Any]]:
    return [term("text", stem) for stem in stems]


def spoken(*parts: Mapping[str, Any], score: str = "none") -> Mapping[str, Any]:
    query = {"path": "speech", "query": all_of(parts), "score_mode": score}
    return unscored({"nested": query}) if score == "none" else {"nested": query}


def phrase(name: str, words: str) -> Mapping[str, Any]:
    return unscored({"match_phrase": {name: words}})


def beginning(name: str, prefix: str) -> Mapping[str, Any]:
    return {"constant_score": {"filter": unscored({"prefix": {name: {"value": prefix}}}), "boost": 1.0}}


def constant(query: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"constant_score": {"filter": query, "boost": 1.0}}


def named(speaker: str) -> Mapping[str, Any]:
    return unscored(term("speech.speaker", speaker))


def said(word: str) -> Mapping[str, Any]:
    return term("speech.said", word)


def either(*parts: Mapping[str, Any]) -> Mapping[str, Any]:
    found = {"bool": {"should": list(parts), "minimum_should_match": 1}}
    return unscored(found) if all([*part.get("bool", ())] == ["filter"] for part in parts) else found


def values(name: str, *found: str) -> Mapping[str, Any]:
    return unscored({"terms": {name: list(found)}})


BY_VORN = either(named("vorn"), values("speech.name", "Igor Vorn", "Vorn"))
QUERIES: list[tuple[str, Mapping[str, Any]]] = [
    ("text:clocks", term("text", "clock")),
    ("(clock OR tide)", either(*text("clock", "tide"))),
    ('text:"late clock" ', all_of([*text("late", "clock"), phrase("text", "late clock")])),
    ('text:"late late"', all_of([term("text", "late", 2), phrase("text", "late late")])),
    ('text:"clocks"', all_of([*text("clock"), unscored(term("word", "clocks"))])),
    ("text:clock -text:tide", all_of([*text("clock"), negation(text("tide")[0])])),
    ("-text:tide", negation(text("tide")[0])),
    ("text:cloc*", beginning("word", "cloc")),
    ("text:col*r", constant(values("word", "colour", "color"))),
    ("text:colour~1", constant(values("word", "colour", "color"))),
    ("title:tides", term("title", "tide")),
    ("title:tid*", constant(beginning("title_word", "tid"))),
    ("source:gazette", unscored(term("source", "gazette"))),
    ('location:"new harbour"', phrase("location", "new harbour")),
    ("country:ua", unscored(term("country", "UA"))),
    ("language:german", unscored(term("language", "de"))),
    ("date:2031-06", unscored({"range": {"day": {"gte": 20310601, "lte": 20310630}}})),
    ("date:>2031-05-01", unscored({"range": {"day": {"gte": 20310502}}})),
    ("speaker:ada", spoken(named("ada"))),
    ("speaker:vorn", spoken(BY_VORN)),
    ("speaker:ad*", constant(spoken(unscored({"prefix": {"speech.speaker": {"value": "ad"}}})))),
    ("speaker:l?nd", constant(spoken(unscored({"wildcard": {"speech.speaker": {"value": "l?nd"}}})))),
    ("said:winters", spoken(said("winter"), score="max")),
    ("speaker:ada said:winter", spoken(named("ada"), said("winter"), score="max")),
    ("speaker:(ada OR bo) said:winter", spoken(either(named("ada"), named("bo")), said("winter"), score="max")),
    (
        "speaker:ada said:winter -said:tide",
        all_of([spoken(named("ada"), said("winter"), score="max"), negation(spoken(said("tide"), score="max"))]),
    ),
    (
        "speaker:ada (said:late OR (said:ice -said:tide))",
        either(
            spoken(named("ada"), said("late"), score="max"),
            all_of([spoken(named("ada"), said("ice"), score="max"), negation(spoken(said("tide"), score="max"))]),
        ),
    ),
    ("copies:first", unscored(term("story", 7))),
    ("copies:first#2", unscored(term("origin", 7))),
    ("copies:alone", unscored(term("article", "alone"))),
    ("copies:alone#2", NO_PARAGRAPH),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES, ids=[query for query, _ in QUERIES])
def test_a_condition_is_asked_of_the_cluster(query: str, expected: Mapping[str, Any]) -> None:
    assert all_of([translated(query).strict, *(one for _, one in translated(query).wanted)]) == expected


def test_words_near_each_other_stand_in_either_order() -> None:
    one, other = ({"match": {"query": word, "max_gaps": 0, "ordered": True}} for word in ("late", "tide"))
    [together] = translated("text:(late NEAR/3 tide)").strict["bool"]["filter"]
    orders = together["intervals"]["text"]["any_of"]["intervals"]
    assert [order["all_of"]["intervals"] for order in orders] == [[one, other], [other, one]]
    assert {order["all_of"]["max_gaps"] for order in orders} == {2}


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"speakers": ("Vorn",)}, values("speaker_name", "Igor Vorn", "Vorn")),
        ({"sources": ("A", "B")}, values("source_name", "A", "B")),
        ({"locations": ("Izyum",)}, values("location_name", "Izyum")),
        (
            {"locations": ("place:703656",)},
            all_of([unscored(term("location_name", "Izyum")), unscored(term("place", "703656"))]),
        ),
        ({"locations": ("place:0",)}, NO_PARAGRAPH),
        ({"by": "name"}, spoken(unscored(term("speech.named", True)))),
        ({"undated": "only"}, negation({"exists": {"field": "day"}})),
    ],
)
def test_filters(request_: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    assert translated("", **request_).strict == expected


def test_a_filter_of_speakers_and_what_was_said_hold_for_one_of_them() -> None:
    asked = translated("said:ice", speakers=("Vorn",))
    one = all_of([values("speech.name", "Igor Vorn", "Vorn"), said("ice")])
    assert asked.strict == spoken(one, score="max")
    assert asked.said == one


def test_who_counts_as_a_speaker() -> None:
    assert translated("speaker:ada tide").said is None
    assert translated("-said:ice").said is None
    assert translated("said:ice date:2031 tide").said == said("ice")
    assert translated("speaker:ada", by="name").said == unscored(term("speech.named", True))


def test_what_lies_in_a_place_has_its_name_too() -> None:
    plan = Plan(required=(Within("703656"),))
    found = translator().plan(plan, Deadline(5_000)).strict
    assert found == all_of([unscored(term("location", "izyum")), values("place", "703656", "1")])
    assert translator().plan(Plan(required=(Exists("speaker"),)), Deadline(5_000)).strict == unscored(
        {"exists": {"field": "speaker_name"}}
    )


def test_what_asks_for_nothing_finds_nothing() -> None:
    assert translator().plan(Plan(required=(MatchNone(),)), Deadline(5_000)).strict == NOTHING


def test_words_of_other_languages_are_looked_for_by_their_stems() -> None:
    found = translator(["de"]).plan(plan("häuser"), Deadline(5_000))
    assert [query for _, query in found.wanted] == [
        either(either(*text("hauser", "haeuser")), term("native", "de:haus"), term("native", "de:haus"))
    ]


def test_a_word_in_the_minority_of_its_stem_scores_again() -> None:
    counts = {("text", "clock"): 10, ("word", "clocking"): 1}
    [(_, found)] = translator(counts=counts).plan(plan("clocking"), Deadline(5_000)).wanted
    [again] = found["bool"]["should"]
    assert found["bool"]["must"] == text("clock")
    assert again["bool"]["filter"] == [term("word", "clocking")]
    assert again["bool"]["must"][0]["term"]["text"]["boost"] > 1
    [(_, found)] = translator(counts=counts | {("word", "clocking"): 9}).plan(plan("clocking"), Deadline(5_000)).wanted
    assert found == text("clock")[0]


def test_terms_score_as_ones_among_all_paragraphs() -> None:
    counts = {("native", "de:haus"): 4, ("speech.said", "ice"): 4}
    [(_, found)] = translator(["de"], counts).plan(plan("haus"), Deadline(5_000)).wanted
    assert found == either(text("haus")[0], term("native", "de:haus"))
    [(_, found)] = translator(["de"], counts, 1_000).plan(plan("haus"), Deadline(5_000)).wanted
    [_, native] = found["bool"]["should"]
    said = translator((), counts, 1_000).plan(plan("said:ice"), Deadline(5_000)).strict["nested"]["query"]
    assert native["term"]["native"]["boost"] == said["term"]["speech.said"]["boost"] > 1


def test_headlines_that_have_a_word_add_to_the_score() -> None:
    counts = {("title", "tide"): 30, ("headline", "tide"): 3}
    found = translator(counts=counts).plan(plan("tide clock"), Deadline(5_000))
    assert found.words == {"tide": 1, "clock": 1}
    assert [*found.in_titles] == ["tide"]
    query = ranked(found)["function_score"]["query"]
    assert query["bool"]["should"] == [term("title", "tide", found.in_titles["tide"])]


def test_a_paragraph_under_a_headline_with_all_words_needs_but_one_of_them() -> None:
    in_text = unscored(all_of(text("tide", "clock")))
    under_headline = all_of([unscored(term("title", one)) for one in ("tide", "clock")])
    everywhere = either(in_text, under_headline)
    found = translated("tide clock -ice")
    assert matching(found) == all_of(
        [
            unscored(term("kind", "paragraph")),
            unscored(all_of([negation(text("ice")[0]), either(*text("tide", "clock")), everywhere])),
        ]
    )
    excluded = next_best(found)["function_score"]["query"]["bool"]["must_not"]
    assert excluded == [text("ice")[0], everywhere]


def test_translations_are_remembered_and_ask_once() -> None:
    reader = Counts({})
    info = SnapshotInfo("a-000001", "1", "", {"paragraphs": 100, "articles": 10})
    both = Translator(cast(ArchiveTables, Tables(info)), cast(Reader, reader))
    first = both.plan(plan("tide clock"), Deadline(5_000))
    assert both.plan(plan("tide clock"), Deadline(5_000)) is first
    assert reader.asked == 1


def of_articles(found: Translated) -> Query:
    return articles(found, Greatest(1.0, 1.0))


def next_best_of_articles(found: Translated) -> Query:
    return next_best_articles(found, Greatest(1.0, 1.0))


def clauses(query: object) -> int:
    """Count what the cluster counts: what has nothing below."""
    if isinstance(query, Mapping):
        leaf = {"term", "terms", "prefix", "match_phrase", "exists", "intervals", "has_child"} & query.keys()
        return len(leaf) or sum(map(clauses, query.values()))
    return sum(map(clauses, query)) if isinstance(query, list) else 0


@pytest.mark.parametrize("languages", [[], ["de", "fr", "es"]])
@pytest.mark.parametrize("words", [1, 50, 100, 128, 256])
def test_no_query_has_more_clauses_than_the_cluster_takes(words: int, languages: Sequence[str]) -> None:
    typed = [f"w{number}x" for number in range(words)]
    counts = {(name, word): 40 for word in typed for name in ("text", "title", "headline")}
    counts |= {("word", word): 4 for word in typed}
    for query in (" ".join(typed), " OR ".join(typed), f'"{" ".join(typed)}"'):
        found = translator(languages, counts).plan(plan(query), Deadline(5_000))
        for asked in (matching, ranked, next_best, of_articles, next_best_of_articles):
            assert clauses(asked(found)) < 1_024


def test_negations_in_too_many_ways_are_refused() -> None:
    groups = " ".join(f"(said:a{n} OR (said:b{n} -said:c{n}))" for n in range(8))
    assert MOST_WAYS < 2**8
    with pytest.raises(SearchTooCostlyError):
        translated(f"speaker:ada {groups}")
