"""Classes of words: what a word beside a candidate says about it.  The classes are data/words.tsv."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    """Return the cells of each line of the table `name`.tsv beside this module, comments left out."""
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the words of a class of data/words.tsv."""
    return frozenset(word.replace("-", " ") for word in dict(rows("words"))[name].split())


@cache
def famous_names(name: str) -> frozenset[str]:
    """Return the names of a class of data/fame.tsv."""
    return frozenset(word.replace("-", " ") for word in dict(rows("fame"))[name].split())


@cache
def given_names() -> frozenset[str]:
    """Return given names, case folded."""
    return frozenset(name for (line,) in rows("given-names") for name in line.split())


@cache
def demonyms() -> dict[str, str | None]:
    """Map names of peoples, case folded, to the code of their country, None where there is none or several."""
    return {
        word.lower().replace("-", " "): None if code == "-" else code
        for code, words in rows("demonyms")
        for word in words.split()
    }
