"""Remove articles from an index: those of some ids, or those of a source or from before a day."""

import time
from collections.abc import Collection, Sequence
from pathlib import Path

from index.documents.article_head import ArticleHead
from index.pipeline.account import Account
from index.pipeline.destinations import destination
from index.pipeline.summary import Changes, Summary
from index.pipeline.update import publish
from index.readers.source_names import source_name
from index.sources.files import BadInput, remark


def remove(
    index: str | Path, ids: Sequence[str] = (), *, sources: Collection[str] = (), before: str | None = None
) -> Summary:
    """Remove from the index at `index` the articles of `ids`, or all of some `sources` from `before` a day.

    `before` is YYYY, YYYY-MM or YYYY-MM-DD, and leaves what has no date; where both are given, both must hold.  An id
    that no article has is among what the summary calls bad.  A file from which an article was read is left alone, and
    read again by the next update of its folder.  Raises as `dateline.update` does.

    >>> from dateline import remove, update
    >>> remove("archive-index", sources=["Lantern Wire"]).changes.removed
    4
    >>> update(["examples/articles"], "archive-index").changes.new
    4
    """
    began = time.monotonic()
    place = destination(index)
    called = [name for source in sources for name in (source, source_name(source, "", {}))]
    wanted_sources = set(map(str.casefold, called))
    place.published()
    with place.writing(), place.revised() as revision:
        updater = revision.updater
        try:
            chosen = [article_id for article_id in dict.fromkeys(ids) if updater.article(article_id)]
            if wanted_sources or before:
                chosen += [head.id for head in updater.articles() if _is_meant(head, wanted_sources, before)]
            heads = [head for head in map(updater.article, chosen) if head is not None]
            files = {head.file for head in heads if Path(head.file).exists()}
            changes = Changes(removed=updater.remove(chosen))
        except BaseException:
            updater.cancel()
            raise
        generation, counts = publish(place, revision, changes, chosen)
    known = set(chosen)
    bad = tuple(BadInput("", None, f"no article has the id “{one}”") for one in dict.fromkeys(ids) if one not in known)
    account = Account(refused=len(bad))
    back = [remark("", None, _stay(files))] if files else []
    return Summary(counts, (*bad, *back), time.monotonic() - began, generation, account, changes)


def _is_meant(head: ArticleHead, sources: Collection[str], before: str | None) -> bool:
    is_of_source = not sources or head.source.casefold() in sources
    return is_of_source and (before is None or (head.date is not None and head.date < before))


def _stay(files: Collection[str]) -> str:
    if len(files) == 1:
        return f"the file is still there, and read again by the next update of its folder: {min(files)}"
    return f"{len(files):,} of their files are still there, and read again by the next update of their folders"
