"""What campaigns against the writer try: a small archive, what is done to it, and what must be there afterwards.

All articles are invented.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.errors import DatelineError, ForeignDirectoryError, IndexMissingError
from index.pipeline.rebuild import rebuild
from index.pipeline.removing import remove
from index.pipeline.update import update
from index.store.generation import FORMAT, IndexDirectory
from index.store.reader import StoredIndex
from search.archive import Archive
from search.request import SearchRequest

STORY = """The geese of {name} are counted twice a year, said Ada Lund, the warden.

“There are {count} of them,” she said in Lerwick. “That is {count} too many.”
"""
OLD = {"brown": 12, "grey": 40, "white": 7}
NEW = {"brown": 12, "grey": 41, "black": 3}

State = frozenset[str] | None
"""The paragraphs that an index has; None where nothing is published."""


class BrokenPromiseError(AssertionError):
    """A promise that was not kept."""


@dataclass(frozen=True)
class Trial:
    """Something that is done to an index: what to, by what, what it has before and afterwards."""

    name: str
    prepare: Callable[[Path], None]
    run: Callable[[Path], object]
    before: State
    after: State
    victim: str = ""
    """The id of the article that is removed."""


def trials(folder: Path) -> list[Trial]:
    """Return all trials; the articles that they read are written into `folder`."""
    old, new = folder / "old", folder / "new"
    for archive, stories in ((old, OLD), (new, NEW)):
        archive.mkdir(parents=True)
        for name, count in stories.items():
            (archive / f"{name}.txt").write_text(STORY.format(name=name, count=count))
    template = folder / "template"
    articles = folder / "articles"
    shutil.copytree(old, articles)
    rebuild([articles], template, processes=1)
    shutil.rmtree(articles)
    shutil.copytree(new, articles)
    before = state_of(template)
    left = frozenset(text for text in before or () if "white" not in text and " 7 " not in text)
    stored = StoredIndex(IndexDirectory(template).current())
    [victim] = [head.id for head in map(stored.article, range(len(OLD))) if "white" in head.file]
    made = folder / "made"
    rebuild([articles], made, processes=1)
    after = state_of(made)

    def read(index: Path) -> None:
        rebuild([articles], index, processes=1)

    def empty(index: Path) -> None:
        return

    def published(index: Path) -> None:
        shutil.copytree(template, index)

    def of_earlier_format(index: Path) -> None:
        published(index)
        (index / "FORMAT").write_text("dateline index, format 3\n")

    return [
        Trial("first rebuild", empty, read, None, after),
        Trial("rebuild", published, read, before, after),
        Trial(
            "rebuild of an earlier format",
            of_earlier_format,
            read,
            None,
            after,
        ),
        Trial("update", published, lambda index: update([articles], index, prune=True, processes=1), before, after),
        Trial("remove", published, lambda index: remove(index, [victim]), before, left, victim),
    ]


def state_of(index: Path) -> State:
    """Return what a sound index has; raise BrokenPromiseError for a damaged one."""
    try:
        generation = IndexDirectory(index).current()
        generation.verify()
        stored = StoredIndex(generation)
        live = [number for _, paragraphs in stored.live_articles() for number in paragraphs]
        return frozenset(stored.paragraph(number).text for number in live)
    except IndexMissingError:
        return None
    except ForeignDirectoryError:
        if not (index / "FORMAT").exists() or (index / "FORMAT").read_text() != FORMAT:
            return None
        raise
    except (DatelineError, OSError, ValueError) as error:
        raise BrokenPromiseError(f"what is published is damaged: {error!r}") from error


def require_sound(trial: Trial, index: Path, error: BaseException | None) -> None:
    """Require that an index has all of what it had, or all of what it was to have, and that what was said is so:
    nothing where it ended well, else `error`."""
    state = state_of(index)
    if state not in (trial.before, trial.after):
        raise BrokenPromiseError(f"neither the old paragraphs are there nor the new ones, but {state}")
    if error is None and state != trial.after:
        raise BrokenPromiseError("nothing was published, and nothing was said")
    if error is not None and trial.before != trial.after == state and "is published" not in str(error):
        raise BrokenPromiseError(f"it was published, but what was said is: {error}")


def require_mended(trial: Trial, index: Path) -> None:
    """Require that the same, done again, succeeds, and leaves nothing beside what is published."""
    trial.run(index)
    if state_of(index) != trial.after:
        raise BrokenPromiseError("the next run did not publish what it was to publish")
    left = sorted(path.name for path in index.iterdir() if path.name not in ("FORMAT", "CURRENT", "LOCK", "cache"))
    generations = list((index / "generations").iterdir())
    if left != ["generations"] or len(generations) != 1:
        raise BrokenPromiseError(f"scraps are left: {left} {generations}")
    if not Archive(index).search(SearchRequest("geese")).total:
        raise BrokenPromiseError("what is published answers nothing")
