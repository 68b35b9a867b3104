"""Postings that were put together are kept, those asked for last, within a bound."""

import numpy as np
import pytest

from index.store.postings.field_postings import TermPostings
from search.engine.embedded import joined_terms
from search.engine.embedded.joined_terms import JoinedTerms, Key


def asked(terms: JoinedTerms, *names: str) -> list[str]:
    """Ask for terms of 100 postings each; return those that had to be made."""
    made = []

    def make(key: Key) -> TermPostings:
        made.append(str(key[1]))
        return TermPostings(np.arange(100, dtype=np.uint32), None, None)

    for name in names:
        assert len(terms.get(("text", name, False), make).numbers) == 100
    return made


def test_what_was_asked_for_is_kept() -> None:
    assert asked(JoinedTerms(), "tide", "clock", "tide", "clock") == ["tide", "clock"]


def test_what_was_not_asked_for_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joined_terms, "KEPT_BYTES", 2 * (400 + joined_terms.BYTES_A_TERM))
    assert asked(JoinedTerms(), "tide", "clock", "tide", "fog", "tide", "clock") == ["tide", "clock", "fog", "clock"]


def test_what_is_too_large_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joined_terms, "KEPT_BYTES", 100)
    assert asked(JoinedTerms(), "tide", "tide") == ["tide", "tide"]
