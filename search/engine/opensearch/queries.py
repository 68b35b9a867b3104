"""Queries as the cluster takes them: dictionaries, made and joined here.

A query that scores nothing is a `bool` of filters alone, which the cluster keeps; joined to others it stays one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from index.opensearch.documents import SPACE

Query = Mapping[str, Any]
Factor = Callable[[str], float]
"""By what the score of a term is multiplied, that the cluster's BM25 gives it."""
MOST_TERMS = 65_536
"""Terms of one `terms` query (`index.max_terms_count`)."""
EVERYTHING: Query = {"match_all": {"boost": 0.0}}
NOTHING: Query = {"match_none": {}}
"""What asks for nothing, and is left out where something else is asked for beside it."""
NO_PARAGRAPH: Query = {"terms": {"article": []}}
"""What asks for something that is not there."""
PARAGRAPHS: Query = {"term": {"kind": "paragraph"}}
ARTICLES: Query = {"term": {"kind": "article"}}
CONJUNCTS = ("must", "filter", "must_not")


def once(term: str) -> float:
    """Let a term score what it does."""
    return 1.0


def term(field: str, value: str | int | bool, boost: float = 1.0) -> Query:
    """Ask for a term, which scores so many times as much as the cluster's BM25 gives it."""
    return {"term": {field: value if boost == 1.0 else {"value": value, "boost": boost}}}


def token(spelled: str) -> str:
    """Return a term as it is spelled in a field of tokens."""
    return spelled.replace(" ", SPACE)


def any_value(field: str, values: Iterable[str | int]) -> Query:
    """Ask for one of some whole values."""
    found = list(values)
    parts = [{"terms": {field: found[start : start + MOST_TERMS]}} for start in range(0, len(found), MOST_TERMS)]
    return unscored(any_of(parts)) if parts else NO_PARAGRAPH


def row(field: str, terms: Sequence[str], factor: Factor | None) -> Query:
    """Ask for terms that follow one another; they score as the terms alone do."""
    if len(terms) == 1:
        return scored(field, terms, factor)
    following = unscored({"match_phrase": {field: " ".join(map(token, terms))}})
    return all_of([scored(field, terms, factor), following]) if factor else following


def near(field: str, first: Sequence[str], second: Sequence[str], distance: int, factor: Factor | None) -> Query:
    """Ask for terms in a row at most so many words from others, before or behind; they score as the terms alone do."""
    rows = [
        {"match": {"query": " ".join(map(token, terms)), "max_gaps": 0, "ordered": True}} for terms in (first, second)
    ]
    orders = [
        {"all_of": {"intervals": order, "ordered": True, "max_gaps": distance - 1}} for order in (rows, rows[::-1])
    ]
    together = unscored({"intervals": {field: {"any_of": {"intervals": orders}}}})
    return all_of([scored(field, first, factor), scored(field, second, factor), together])


def scored(field: str, terms: Sequence[str], factor: Factor | None) -> Query:
    """Ask for all of some terms, each scoring as often as it is asked for; where there is no `factor`, nothing."""
    if factor is None:
        return all_of([unscored(term(field, token(one))) for one in dict.fromkeys(terms)])
    return all_of([term(field, token(one), factor(one) * count) for one, count in Counter(terms).items()])


def beginning(field: str, prefix: str) -> Query:
    """Ask for a term that begins so."""
    return {"prefix": {field: {"value": prefix}}}


def nested(query: Query) -> Query:
    """Ask for a paragraph's speaker; where several answer, the best of them scores."""
    if is_unscored(query):
        return unscored({"nested": {"path": "speech", "query": query, "score_mode": "none"}})
    return {"nested": {"path": "speech", "query": query, "score_mode": "max"}}


def has_paragraph(query: Query, **parameters: Any) -> Query:
    """Ask for articles with a paragraph."""
    return {"has_child": {"type": "paragraph", "query": query, **parameters}}


def of_article(query: Query) -> Query:
    """Ask for the paragraphs of articles."""
    return unscored({"has_parent": {"parent_type": "article", "query": query}})


def named(query: Query, name: str) -> Query:
    """Give a query a name, by which a hit tells that it matches."""
    return {"bool": {"must": [query], "_name": name}}


def constant(query: Query, score: float) -> Query:
    """Let what matches score so much."""
    return {"constant_score": {"filter": query, "boost": score}}


def unscored(query: Query) -> Query:
    """Let what matches score nothing."""
    is_so_already = is_unscored(query) or query in (NOTHING, EVERYTHING, NO_PARAGRAPH)
    return query if is_so_already else {"bool": {"filter": [query]}}


def negation(query: Query) -> Query:
    """Ask for what doesn't match."""
    return {"bool": {"must_not": [query]}}


def any_of(queries: Sequence[Query]) -> Query:
    """Ask for what matches any; scores are summed up."""
    if not queries:
        return NO_PARAGRAPH
    if len(queries) == 1:
        return queries[0]
    either = {"bool": {"should": list(queries), "minimum_should_match": 1}}
    return unscored(either) if all(map(is_unscored, queries)) else either


def all_of(queries: Sequence[Query]) -> Query:
    """Ask for what matches all; scores are summed up, and conjunctions become one."""
    parts: dict[str, list[Query]] = {occurrence: [] for occurrence in CONJUNCTS}
    for query in queries:
        if query == EVERYTHING:
            continue
        if _is_conjunction(query):
            for occurrence, children in query["bool"].items():
                again = parts[occurrence] if occurrence != "must" else ()
                parts[occurrence] += [child for child in children if child not in again]
        else:
            parts["must"].append(query)
    joined = {occurrence: children for occurrence, children in parts.items() if children}
    if not joined:
        return EVERYTHING
    return parts["must"][0] if [*joined] == ["must"] and len(parts["must"]) == 1 else {"bool": joined}


def conjunction(queries: Sequence[Query]) -> Query:
    """Ask for what matches all that ask for anything; for nothing where none does."""
    asking = [query for query in queries if query != NOTHING]
    return all_of(asking) if asking else NOTHING


def alternatives(readings: Sequence[Query]) -> Query:
    """Ask for what can be read in several ways; what holds no letter or digit asks for nothing."""
    return any_of(readings) if readings else NOTHING


def _is_conjunction(query: Query) -> bool:
    return [*query] == ["bool"] and set(query["bool"]) <= set(CONJUNCTS)


def is_unscored(query: Query) -> bool:
    """Tell whether what matches scores nothing."""
    return _is_conjunction(query) and "must" not in query["bool"]
