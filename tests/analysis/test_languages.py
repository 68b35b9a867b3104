"""Words of other languages are stemmed alike, by however many threads at once."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest

from index.analysis.languages import STEMMED, native_term

BEGINNINGS, ENDINGS = ("laev", "maja", "nacio", "haus"), ("", "de", "dega", "nals", "ern", "ment", "ist", "lastele")
WORDS = list(product(("et", "ca", "de", "fr"), (f"{one}{other}" for one, other in product(BEGINNINGS, ENDINGS))))
ROUNDS = 40


@pytest.fixture
def hurried() -> Iterator[None]:
    """Let threads take turns as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_that_stem_at_once_find_what_one_alone_finds(hurried: None) -> None:
    def stemmed(_: int = 0) -> list[str]:
        return [native_term.__wrapped__(language, word) for language, word in WORDS]

    expected = stemmed()
    with ThreadPoolExecutor(8) as threads:
        assert all(found == expected for found in threads.map(stemmed, range(ROUNDS)))


@pytest.mark.parametrize("language", STEMMED)
def test_every_language_has_its_stemmer(language: str) -> None:
    assert native_term(language, "radio").startswith(f"{language}:")
