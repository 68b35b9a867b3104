"""The best with some of several words are those that would be found by scoring all that have one."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as q

from search.engine.embedded import maxscore
from search.engine.embedded.articles import Articles
from search.engine.embedded.docsets import members
from search.engine.embedded.executor import Executor
from search.engine.embedded.maxscore import best_of_any
from search.engine.embedded.ranking import Ranking
from search.engine.embedded.top_k import Matches, select
from tests.archives import Story, Told, publish
from tests.search.engine.test_executor import Indexed, executor, of_generation

WORDS = ["the", "the", "the", "the", "tide", "tide", "clock", "bridge", "hum"]
DAYS = [None, "2031-05-01", "2031-05-02"]

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
archives = st.lists(st.tuples(texts, st.sampled_from(["", "hum"]), st.sampled_from(DAYS)), min_size=1, max_size=40)
words = [q.Term("text", word) for word in dict.fromkeys([*WORDS, "absent"])]
leaves = st.sampled_from([*words, q.Phrase("text", ["the", "tide"])])
requirements = st.sampled_from([None, q.Term("title", "hum"), q.Term("text", "the"), q.Not(q.Term("text", "tide"))])


def of_words(searching: Executor, indexed: Indexed, articles: int) -> Ranking:
    """Rank by headlines with any of the words, too, and by weights that differ."""
    weights = np.linspace(0.5, 1, len(indexed.lengths), dtype=np.float32)
    of_articles = Articles(articles, articles, indexed.articles, indexed.lengths)
    return Ranking(of_articles, weights, of_articles.score_headlines(sorted(set(WORDS)), searching.postings))


def pruned(
    searching: Executor,
    required: q.Query | None,
    wanted: list[q.Query],
    excluded: Matches,
    count: int,
    ranking: Ranking,
) -> Matches:
    always = searching.part(required) if required else None
    return best_of_any(searching, always, wanted, excluded.numbers, count, ranking)


@pytest.mark.parametrize("steps_to_sum", [maxscore.STEPS_TO_SUM, -1], ids=["by the rarest", "all of them"])
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(archives, st.lists(leaves, min_size=2, max_size=4), requirements, st.integers(1, 6))
def test_the_best_are_those_of_all(
    tmp_path_factory: pytest.TempPathFactory,
    steps_to_sum: int,
    told: list[tuple[str, str, str | None]],
    wanted: list[q.Query],
    required: q.Query | None,
    count: int,
) -> None:
    stories = [Story(f"s{n}", (Told(text),), title, date) for n, (text, title, date) in enumerate(told)]
    indexed = of_generation(publish(tmp_path_factory.mktemp("index"), stories))
    searching = executor(indexed)
    ranking = of_words(searching, indexed, len(stories))
    always = [required] if required else []
    excluded = searching.evaluate(q.And([*always, *wanted]))
    some = searching.evaluate(q.And([*always, q.Or(wanted)]))
    expected = select(
        ranking.ranked(some.only(~members(some.numbers, excluded.numbers, searching.scratch))),
        indexed.dates,
        "relevance",
        0,
        count,
    )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(maxscore, "STEPS_TO_SUM", steps_to_sum)
        best = pruned(searching, required, wanted, excluded, count, ranking)
    found = select(best, indexed.dates, "relevance", 0, count)

    assert found.numbers.tolist() == expected.numbers.tolist()
    assert found.scores.tolist() == pytest.approx(expected.scores.tolist(), abs=1e-5)


def test_what_has_only_the_frequent_word_is_not_scored(tmp_path_factory: pytest.TempPathFactory) -> None:
    told = tuple(Told("the clock" if number % 20 == 0 else "the tide") for number in range(100))
    indexed = of_generation(publish(tmp_path_factory.mktemp("index"), [Story("s", told)]))
    searching = executor(indexed)
    nothing = searching.evaluate(q.NullQuery)

    found = pruned(
        searching, None, [q.Term("text", "the"), q.Term("text", "clock")], nothing, 3, of_words(searching, indexed, 1)
    )

    assert found.numbers.tolist() == list(range(0, 100, 20))
    assert np.all(found.scores > 0.5)
