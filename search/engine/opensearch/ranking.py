"""What a plan finds, and how that is ranked: the queries of paragraphs and of articles.

What counts as found is what `search.engine.embedded.grouping` says, what it scores, `search.engine.embedded.ranking`.
Headlines lie beside each paragraph, too, so that one under a headline with all wanted words is found, and scored,
without a look at its article.

An article's score is a sum of its best paragraph's and its whole text's, each divided by the greatest there is
(`Greatest`), so that it is a query whose parts are multiplied.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.analysis.bm25 import PARAGRAPH
from search.engine.opensearch.queries import (
    ARTICLES,
    PARAGRAPHS,
    Query,
    all_of,
    any_of,
    conjunction,
    has_paragraph,
    is_unscored,
    named,
    negation,
    of_article,
    term,
    token,
    unscored,
)
from search.engine.opensearch.translated import Translated
from search.engine.weights import BEST_PARAGRAPHS_SHARE, HEADLINES_SHARE, SCRAP, SILENT
from search.request import Sort

_LENGTHS = """
    long length = doc['length'].value;
    long kept = length;
    long more = length - 24;
    if (more > 15) {
        int left_out = 60 - Long.numberOfLeadingZeros(more);
        kept = 24 + ((more >> left_out) << left_out);
    }
    return (params.once + params.a_word * kept) / (params.once + params.a_word * length);
"""
"""Lucene keeps lengths up to 39 as they are, of longer ones what is above 24 to four binary digits."""
BEST_SHOWN: Mapping[str, Any] = {"stored_fields": "_none_", "docvalue_fields": ["ordinal"]}
"""What is told of an article's best paragraph."""
_BY_DAY: Mapping[str, Mapping[str, str]] = {
    "newest": {"order": "desc", "missing": "_last"},
    "oldest": {"order": "asc", "missing": "_last"},
}
SORTS: Mapping[Sort, Sequence[Mapping[str, Any]]] = {
    "relevance": ({"_score": "desc"}, {"day": _BY_DAY["newest"]}, {"number": "asc"}),
    "newest": ({"day": _BY_DAY["newest"]}, {"_score": "desc"}, {"number": "asc"}),
    "oldest": ({"day": _BY_DAY["oldest"]}, {"_score": "desc"}, {"number": "asc"}),
}
"""By relevance: best score first, the newer of equals, then as in the archive.  By date: what has none last, the better
of equals."""


def matching(plan: Translated) -> Query:
    """Return the query of the paragraphs that have all a plan asks for, or some of it under a headline with all."""
    return all_of([unscored(PARAGRAPHS), unscored(_complete(plan))])


def ranked(plan: Translated) -> Query:
    """Return the same query, with the scores by which paragraphs are ranked."""
    return _weighed(plan, _complete(plan))


def next_best(plan: Translated) -> Query:
    """Return the query of the paragraphs with some of several wanted words, each of which has its `name_of`; where
    those are too many for a headline, of those with all, too."""
    some = any_of([named(query, name_of(number)) for number, query in enumerate(_wanted(plan))])
    return _weighed(plan, all_of([plan.strict, some, *([negation(_all_wanted(plan))] if plan.titles else [])]))


def name_of(number: int) -> str:
    """Return the name of a wanted word's query, by which a hit tells that it has the word."""
    return f"w{number}"


def _wanted(plan: Translated) -> list[Query]:
    return [query for _, query in plan.wanted]


def _complete(plan: Translated) -> Query:
    wanted = _wanted(plan)
    if len(wanted) < 2 or not plan.titles:
        return conjunction([plan.strict, *wanted])
    return conjunction([plan.strict, any_of(wanted), _all_wanted(plan)])


def _all_wanted(plan: Translated) -> Query:
    """Return the query of what has all wanted words, or stands under a headline with all of several."""
    in_text = unscored(conjunction(_wanted(plan)))
    under_headline = [unscored(conjunction(plan.titles))] if len(plan.titles) > 1 else []
    return unscored(any_of([in_text, *under_headline]))


def _weighed(plan: Translated, query: Query) -> Query:
    """Add what headlines score, and multiply by what a paragraph is."""
    joined = all_of([unscored(PARAGRAPHS), query])
    in_title = [term("title", token(one), boost) for one, boost in plan.in_titles.items()]
    if not in_title and is_unscored(joined):
        return joined
    if in_title:
        joined = {"bool": {"must": [joined], "should": in_title}}
    functions = [
        {"filter": term("is_prose", False), "weight": SCRAP},
        {"filter": term("is_spoken", False), "weight": SILENT},
        *([_exact_length(plan.average)] if plan.words and plan.average else []),
    ]
    return {
        "function_score": {"query": joined, "functions": functions, "score_mode": "multiply", "boost_mode": "multiply"}
    }


def _exact_length(average: float) -> Query:
    """Multiply by what a term that stands in a text once scores by the text's length, over what it scores by the length
    as the cluster keeps it."""
    k1, b = PARAGRAPH
    params = {"once": 1 + k1 * (1 - b), "a_word": k1 * b / average}
    return {"script_score": {"script": {"lang": "painless", "source": _LENGTHS, "params": params}}}


def paragraphs_of_articles(plan: Translated) -> Query:
    """Return the query of the paragraphs with any wanted word, of the articles that have all of them somewhere."""
    some = all_of([unscored(PARAGRAPHS), unscored(_some(plan))])
    return some if len(plan.wanted) < 2 else all_of([some, of_article(all_of(_holding(plan)))])


def best_paragraphs(plan: Translated) -> Query:
    """Return the query of the paragraphs with any wanted word, with their scores."""
    return _weighed(plan, _some(plan))


def whole_texts(plan: Translated) -> Query:
    """Return the query of the articles with such a paragraph, scored by their whole text and their headline."""
    own = [ARTICLES, has_paragraph(_some(plan))]
    return {"bool": {"filter": own, "should": _of_whole_text(plan, 1.0), "minimum_should_match": 0}}


@dataclass(frozen=True, slots=True)
class Greatest:
    """The greatest score of a paragraph, and of a whole text; 0 where nothing scores."""

    paragraph: float
    whole_text: float


def articles(plan: Translated, greatest: Greatest) -> Query:
    """Return the query of the articles with all wanted words, ranked, each with its best paragraph beneath."""
    holding = _holding(plan) if len(plan.wanted) > 1 else []
    return _ranked_articles(plan, greatest, filter=[ARTICLES, *holding])


def next_best_articles(plan: Translated, greatest: Greatest) -> Query:
    """Return the query of those with some of several wanted words, each of which has its `name_of`; where those are too
    many for a headline, of those with all, too."""
    holding = _holding(plan)
    with_all = [all_of(holding)] if plan.titles else []
    held = [unscored(named(query, name_of(number))) for number, query in enumerate(holding)]
    return _ranked_articles(plan, greatest, filter=[ARTICLES], must_not=with_all, should=held)


def _ranked_articles(plan: Translated, greatest: Greatest, should: Sequence[Query] = (), **others: Any) -> Query:
    of_best = _share(BEST_PARAGRAPHS_SHARE, greatest.paragraph)
    of_text = _share(1 - BEST_PARAGRAPHS_SHARE, greatest.whole_text)
    best = {"sort": SORTS["relevance"], "size": 1, "_source": False, **BEST_SHOWN}
    by_paragraph = has_paragraph(best_paragraphs(plan), score_mode="max", inner_hits=best, boost=of_best)
    return {"bool": {"must": [by_paragraph], "should": [*_of_whole_text(plan, of_text), *should], **others}}


def _some(plan: Translated) -> Query:
    """Return what has any of the wanted words: what is required is scored where there are none."""
    return all_of([unscored(plan.strict), any_of(_wanted(plan))]) if plan.wanted else plan.strict


def _holding(plan: Translated) -> list[Query]:
    """Return for each wanted word the query of the articles that have it, in a paragraph or in their headline."""
    in_text = [has_paragraph(all_of([unscored(plan.strict), unscored(query)])) for query in _wanted(plan)]
    return [unscored(any_of(either)) for either in zip(in_text, plan.headlines, strict=True)]


def _of_whole_text(plan: Translated, boost: float) -> list[Query]:
    """Return what the terms of whole texts and of headlines score, so many times."""
    return [
        scoring
        for word, count in plan.words.items()
        for scoring in (
            term("whole", token(word), boost * count),
            term("headline", token(word), boost * count * HEADLINES_SHARE),
        )
    ]


def _share(share: float, greatest: float) -> float:
    return share / greatest if greatest else 0.0
