"""Paragraphs that are copies of one another, as `index.store.copies` has them: shown once, counted once, looked up."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.deduplication.near_duplicates import Copies
from index.deduplication.partition import Groups
from index.store.columns import Codes
from index.store.facets import Facet
from search.engine.embedded.articles import Articles
from search.engine.embedded.docsets import Numbers, Rows
from search.engine.embedded.top_k import Matches, first_of_each
from search.request import Sort
from search.results import NO_COPIES, ArticleSummary, Copy, CopyList

SORTING_COST = 30
"""What sorting a member by its group costs, in steps over the members of all."""


class CopyIndex:
    """The groups of a generation, with its columns and the facet of sources; `head` reads what an article is."""

    def __init__(
        self, copies: Copies, columns: Mapping[str, Codes], sources: Facet, head: Callable[[int], ArticleSummary]
    ) -> None:
        self._same_text = _Members(copies.paragraphs)
        self._same_quotation = _Members(copies.quotations)
        self._stories = _Members(copies.articles)
        self._article, self._ordinals, self._dates = (columns[name] for name in ("article", "ordinal", "date"))
        self._sources = sources
        self._head = head

    @cached_property
    def origins(self) -> Codes:
        """A column of all paragraphs: the first of those with the same text."""
        origins = np.arange(len(self._article), dtype=np.uint32)
        origins[self._same_text.members] = self._same_text.firsts
        return origins

    def first_of_each(self, matches: Matches, sort: Sort) -> Matches:
        """Keep of all matches with the same text the first in the order asked for."""
        rows, firsts = self._same_text.grouped(matches.numbers)
        if len(firsts) == len(rows):
            return matches
        is_kept = np.ones(len(matches), bool)
        is_kept[rows] = False
        is_kept[first_of_each(matches, self._dates, sort, rows, firsts)] = True
        return matches.only(is_kept)

    def with_same_text(self, paragraph: int) -> Numbers:
        """Return the paragraphs that have the text of one, that one among them, ascending."""
        return self._same_text.with_member(paragraph)

    def list_of(self, paragraph: int, limit: int) -> CopyList:
        """Return where else the text of a paragraph stands, and how many quote what it quotes."""
        if not (self._same_text.groups[paragraph] or self._same_quotation.groups[paragraph]):
            return NO_COPIES
        same = self.with_same_text(paragraph)
        quoting = self._same_quotation.with_member(paragraph)
        return replace(self._listed(same, paragraph, limit), quoting=int((~np.isin(quoting, same)).sum()))

    def list_of_article(self, first: int, articles: Articles, limit: int) -> CopyList:
        """Return which articles are copies of the one whose first paragraph is given."""
        same = articles.first_paragraphs(self._stories.with_member(self._article.item(first)))
        listed = self._listed(same, first, limit)
        return replace(listed, earliest=tuple([replace(one, ordinal=0) for one in listed.earliest]))

    def of_article(self, article: int, articles: Articles) -> Numbers:
        """Return all paragraphs of the articles that are copies of one, that one among them."""
        return articles.paragraphs_of(articles.first_paragraphs(self._stories.with_member(article)))

    def _listed(self, paragraphs: Numbers, own: int, limit: int) -> CopyList:
        """List of some paragraphs, ascending, the first of each article but that of one: by day, without one last."""
        owners = self._article.take(paragraphs)
        _, firsts = np.unique(owners, return_index=True)
        others = paragraphs.take(firsts[owners.take(firsts) != self._article[own]])
        if not len(others):
            return NO_COPIES
        days = self._dates.take(others) - np.uint32(1)  # what has none, 0, becomes the greatest
        earliest = [
            Copy(self._head(self._article.item(one)), self._ordinals.item(one))
            for one in others.take(np.argsort(days, kind="stable")[:limit]).tolist()
        ]
        return CopyList(len(others), len(np.unique(self._sources.gather(others).codes)), tuple(earliest))


class _Members:
    """The members of all groups, and which are in one with them."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups

    @cached_property
    def members(self) -> Numbers:
        """All that are in a group, ascending."""
        return np.flatnonzero(self.groups).astype(np.uint32)

    @cached_property
    def firsts(self) -> Numbers:
        """The first of the group of each member."""
        _, first, group = np.unique(self.groups.take(self.members), return_index=True, return_inverse=True)
        return self.members.take(first).take(group)

    @cached_property
    def _by_group(self) -> tuple[Numbers, NDArray[np.uint32]]:
        order = np.argsort(self.groups.take(self.members), kind="stable")
        members = self.members.take(order)
        return members, self.groups.take(members)

    def with_member(self, one: int) -> Numbers:
        """Return the group of one, ascending; that one alone, where it is in none."""
        group = self.groups[one]
        if not group:
            return np.array([one], np.uint32)
        members, groups = self._by_group
        return members[slice(*np.searchsorted(groups, [group, group + np.uint32(1)]).tolist())]

    def grouped(self, numbers: Numbers) -> tuple[Rows, Rows]:
        """Return at which rows of ascending numbers those of a group stand, group after group, and where each begins
        among them."""
        groups = self.groups.take(numbers)
        rows = groups.nonzero()[0]
        if len(rows) * SORTING_COST < len(self.members):
            rows = rows.take(np.argsort(groups.take(rows), kind="stable"))
            owners = groups.take(rows)
        else:
            members, groups = self._by_group
            row_of = np.full(len(members), -1, np.int64)
            row_of[self._place.take(numbers.take(rows))] = rows
            held = (row_of >= 0).nonzero()[0]
            rows, owners = row_of.take(held), groups.take(held)
        is_first = np.ones(len(rows), bool)
        np.not_equal(owners[1:], owners[:-1], out=is_first[1:])
        return rows, is_first.nonzero()[0]

    @cached_property
    def _place(self) -> NDArray[np.int32]:
        """Where each member stands, group by group; 0 for what is in none."""
        members, _ = self._by_group
        places = np.zeros(len(self.groups), np.int32)
        places[members] = np.arange(len(members), dtype=np.int32)
        return places
