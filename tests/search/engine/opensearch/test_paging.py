"""What stands on a page, of rows as a cluster gives them, without one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from search.engine.opensearch import paging
from search.engine.opensearch.paging import Listing, Pager
from search.engine.opensearch.queries import EVERYTHING, term
from search.engine.opensearch.reader import Reader
from search.engine.opensearch.translated import Translated
from search.engine.protocol import Match, Wanted
from search.limits import Deadline
from search.query.nodes import Word

IN_TIME = Deadline(60_000)


def hit(id: str, score: float = 1.0, text: int | None = None, matched: Sequence[str] = ()) -> Mapping[str, Any]:
    """A paragraph of the article before the #; `text` is the number of one that others have, too."""
    article, _, ordinal = id.partition("#")
    fields: dict[str, list[Any]] = {"article": [article], "ordinal": [int(ordinal)]}
    fields |= {"origin": [text or 0], "length": [len(id)]}
    if text is not None:
        fields["has_copies"] = [True]
    return {"_score": score, "fields": fields, "matched_queries": list(matched)}


@dataclass
class Cluster:
    """Gives hits in the order in which they are told, whatever it is asked; once a text, where it is asked so."""

    hits: Sequence[Mapping[str, Any]]
    next_best: Sequence[Mapping[str, Any]] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    walked: int = 0

    def search(self, body: Mapping[str, Any], deadline: Deadline, **parameters: str) -> Mapping[str, Any]:
        hits = self.next_best if "_name" in str(body["query"]) else self.hits
        hits = [one for one in hits if has_terms(one, body["query"])]
        if "collapse" in body:
            hits = list({one["fields"]["origin"][0] or str(one["fields"]): one for one in reversed(hits)}.values())[
                ::-1
            ]
        return {"hits": {"hits": hits[body["from"] :][: body["size"]]}}

    def walk(self, body: Mapping[str, Any], deadline: Deadline, **parameters: str) -> Iterator[Mapping[str, Any]]:
        self.walked += 1
        yield from self.hits

    def get(self, ids: Sequence[str], fields: Sequence[str]) -> list[Mapping[str, str]]:
        return [{"record": f'["{self.texts.get(id, id)}"]'} for id in ids]


def has_terms(hit: Mapping[str, Any], query: object) -> bool:
    """Tell whether a hit has one of the values of each field of which values are asked for."""
    if isinstance(query, Mapping):
        asked = query.get("terms", {})
        below = all(has_terms(hit, part) for part in query.values())
        return below and all(hit["fields"][name][0] in values for name, values in asked.items())
    return all(has_terms(hit, part) for part in query) if isinstance(query, (list, tuple)) else True


def choose(cluster: Cluster, plan: Translated, **wanted: Any) -> tuple[Match, ...]:
    asked = Wanted(**{"stop": 4, **wanted})
    pager = Pager(cast(Reader, cluster), plan, asked.sort, asked.group, asked.once, IN_TIME)
    return pager.choose(asked)


def ids(matches: Sequence[Match]) -> list[object]:
    return [match.ref for match in matches]


PLAN = Translated(term("text", "tide"))


def test_no_article_crowds_out_the_others_and_the_last_of_each_tells_of_more() -> None:
    hits = [*(hit(f"many#{n}", 9 - n) for n in range(1, 6)), *(hit(f"{one}#1", 1.0) for one in "abc")]
    matches = choose(Cluster(hits), PLAN)
    assert ids(matches) == ["many#1", "many#2", "a#1", "b#1"]
    assert [match.more for match in matches] == [0, 3, 0, 0]
    assert ids(choose(Cluster(hits), PLAN, start=4, stop=8)) == ["many#3", "many#4", "c#1", "many#5"]


def test_what_an_article_says_again_word_for_word_waits() -> None:
    hits = [hit("a#1"), hit("a#2"), hit("b#1"), hit("c#1"), hit("d#1")]
    cluster = Cluster(hits, texts={"a#1": "same", "a#2": "same"})
    assert ids(choose(cluster, PLAN)) == ["a#1", "b#1", "c#1", "d#1"]


def test_of_one_text_the_first_is_listed_and_counts_as_more_of_its_article_alone() -> None:
    hits = [hit("a#1", 5, text=7), hit("b#1", 4, text=7), hit("b#2", 3), hit("b#3", 2), hit("b#4", 1)]
    matches = choose(Cluster(hits), PLAN, once=True, stop=2)
    assert [*zip(ids(matches), [match.more for match in matches], strict=True)] == [("a#1", 0), ("b#2", 2)]


def test_what_scores_nothing_stays_in_the_order_of_its_days() -> None:
    hits = [hit(f"a#{n}", 0.0) for n in range(1, 6)]
    assert ids(choose(Cluster(hits), Translated(EVERYTHING))) == ["a#1", "a#2", "a#3", "a#4"]


def test_in_the_order_of_days_nothing_is_moved() -> None:
    hits = [hit(f"a#{n}", n) for n in range(1, 6)]
    matches = choose(Cluster(hits), PLAN, sort="newest")
    assert ids(matches) == ["a#1", "a#2", "a#3", "a#4"]
    assert not any(match.more for match in matches)


BOTH = Translated(EVERYTHING, tuple((Word("text", one), term("text", one)) for one in ("tide", "clock")))


def test_the_next_best_fill_a_page_and_tell_what_they_miss() -> None:
    cluster = Cluster(
        [hit("a#1")], [hit("a#2", matched=["w0"]), hit("a#3", matched=["w1"]), hit("b#1", matched=["w1"])]
    )
    matches = choose(cluster, BOTH, next_best=True)
    assert [*zip(ids(matches), [match.missing for match in matches], strict=True)] == [
        ("a#1", ()),
        ("a#2", ("clock",)),
        ("b#1", ("tide",)),
        ("a#3", ("tide",)),
    ]


def test_what_misses_nothing_is_no_next_best() -> None:
    cluster = Cluster([hit("a#1")], [hit("a#1", matched=["w0", "w1"]), hit("b#1", matched=["w1"])])
    assert ids(choose(cluster, BOTH, next_best=True)) == ["a#1", "b#1"]


@pytest.mark.parametrize("start", [4, 8])
def test_there_are_no_next_best_past_the_end(start: int) -> None:
    cluster = Cluster([hit(f"{one}#1") for one in "abcd"], [hit("e#1", matched=["w0"])])
    assert not choose(cluster, BOTH, next_best=True, start=start, stop=start + 4)


def test_beyond_the_window_pages_are_walked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "WINDOW", 4)
    cluster = Cluster([hit(f"{one}#1", text=7 if one in "bd" else None) for one in "abcdefgh"])
    rows = Listing(cast(Reader, cluster), EVERYTHING, "newest", True, IN_TIME).rows(4, 6)
    assert [row.id for row in rows] == ["f#1", "g#1"]
    assert cluster.walked == 1
