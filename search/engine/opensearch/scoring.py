"""What terms are multiplied by, so that they score as the embedded engine's do: by how many documents have them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from index.analysis.analyzer import readings, stem
from index.analysis.bm25 import inverse_document_frequency
from index.analysis.languages import native_term
from search.engine.opensearch.archive_tables import ArchiveTables
from search.engine.opensearch.frequencies import Frequencies
from search.engine.opensearch.queries import Factor, Query, all_of, once, scored, term, token, unscored
from search.engine.weights import HEADLINES_SHARE, MINORITY
from search.limits import Deadline
from search.query.nodes import Leaf, Phrase, Word

COUNTED_APART: Mapping[str, str] = {"native": "native", "said": "speech.said"}
"""Fields that few paragraphs have, or that lie nested, and their names."""


class Scoring:
    """Scores of one state's terms; safe to share between threads."""

    def __init__(self, tables: ArchiveTables, frequencies: Frequencies) -> None:
        self._counts, self._languages = tables.info.counts, tables.info.languages
        self._frequencies = frequencies

    @property
    def average(self) -> float:
        """How many terms the text of a paragraph has on average."""
        return self._counts.get("words", 0) / max(self._counts.get("paragraphs", 0), 1)

    def learn(self, leaves: Iterable[Leaf], words: Iterable[str], deadline: Deadline) -> None:
        """Ask at once for all that is to be known of leaves, and of terms of the text."""
        of_leaves = [asked for leaf in leaves for asked in self._asked(leaf)]
        of_words = [(field, token(word)) for word in words for field in ("title", "headline")]
        self._frequencies.of([*of_leaves, *of_words], deadline)

    def _asked(self, leaf: Leaf) -> Iterator[tuple[str, str]]:
        if word := _alone(leaf):
            yield from (("text", token(stem(word))), ("word", word))
        if not isinstance(leaf, (Word, Phrase)) or leaf.field not in ("text", "said"):
            return
        for one in chain.from_iterable(readings(leaf.text)):
            if leaf.field == "said":
                yield "speech.said", token(stem(one))
            else:
                yield from (("native", token(native_term(language, one))) for language in self._languages)

    def factor(self, field: str, deadline: Deadline) -> Factor:
        """Return what terms of a field are multiplied by.  All score as ones among all paragraphs, where the cluster
        counts those that have the field, or all that is nested in them."""
        name = COUNTED_APART.get(field)
        if name is None:
            return once

        def of(word: str) -> float:
            [found] = self._frequencies.of([(name, token(word))], deadline)
            return self._rarer("paragraphs", found, self._frequencies.holding(name, deadline), found)

        return of

    def preferred(self, leaf: Leaf, deadline: Deadline) -> Query | None:
        """Prefer one word that is in the minority among those of its stem: it scores again, as a term of its own, where
        it is as written.  A majority needs no preference."""
        word = _alone(leaf)
        if not word:
            return None
        stemmed = stem(word)
        with_stem, as_written = self._frequencies.of([("text", token(stemmed)), ("word", word)], deadline)
        if not 0 < as_written * MINORITY < with_stem:
            return None
        rarer = self._rarer("paragraphs", as_written, self._counts["paragraphs"], with_stem)
        again = all_of([scored("text", [stemmed], lambda _: rarer), unscored(term("word", word))])
        return {"bool": {"must": [scored("text", [stemmed], once)], "should": [again]}}

    def in_titles(self, asked: Mapping[str, int], deadline: Deadline) -> Mapping[str, float]:
        """Return what a term in the headline over a paragraph is multiplied by: it scores as one among headlines."""
        terms = [(field, token(word)) for word in asked for field in ("title", "headline")]
        found = self._frequencies.of(terms, deadline)
        over_paragraphs, of_articles = found[::2], found[1::2]
        titled = self._frequencies.holding("title", deadline) if any(of_articles) else 0
        return {
            word: times * HEADLINES_SHARE * self._rarer("articles", articles, titled, paragraphs)
            for (word, times), paragraphs, articles in zip(asked.items(), over_paragraphs, of_articles, strict=True)
            if paragraphs and articles
        }

    def _rarer(self, among: str, found: int, documents: int, counted: int) -> float:
        """Return how much rarer what was `found` is among paragraphs, or articles, than the cluster counts it."""
        wanted = inverse_document_frequency(max(self._counts[among], found), found)
        return wanted / inverse_document_frequency(max(documents, counted), counted)


def _alone(leaf: Leaf) -> str | None:
    """Return the one word of the text that a leaf can be read as, None where it is another leaf."""
    if not isinstance(leaf, Word) or leaf.field != "text":
        return None
    read = readings(leaf.text)
    return read[0][0] if len(read) == 1 and len(read[0]) == 1 else None
