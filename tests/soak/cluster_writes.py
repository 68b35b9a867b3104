"""Lose nodes of a cluster while an archive is written to it: `python -m tests.soak.cluster_writes --times 3`.

Each of three nodes is killed, and made to hang (SIGSTOP), and all are started again, at a moment that chance picks
among the requests of a rebuild.  It must end with everything published, once, as if nothing had been lost.  Printed is
how long each took.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

from index.errors import DatelineError
from index.opensearch.bulk import BulkWriter
from index.opensearch.cluster import Cluster as Place
from index.opensearch.gathering import DOCUMENTS
from index.opensearch.states import States
from index.opensearch.walking import walk
from index.opensearch.writer import ClusterWriter
from index.pipeline.people import canonical_names
from tests.archives import CREATED, Story, Told, batches_of
from tests.cluster.cluster import running
from tests.soak.cluster_losses import losses, mended

STORIES = [
    Story(f"story-{number}", tuple(Told(f"Tide {number} came to pier {part}, and went.") for part in range(3)))
    for number in range(120)
]
WRITTEN = [(story.id, ordinal) for story in STORIES for ordinal in range(1, 4)]
"""The article and the place in it of each paragraph, in order."""
SMALL_REQUESTS = partial(BulkWriter, bytes_at_once=4_000, patience=600)
"""Of which there are many, some under way whenever harm is done."""


def published_through(
    place: Place, harm: Callable[[str], object], after: int = len(STORIES) // 2
) -> list[tuple[str, int]]:
    """Publish the stories, and do harm, to the index by its name, when so many are written; return the paragraphs that
    are there, as WRITTEN has them."""
    states = States(place)
    with patch("index.opensearch.writer.BulkWriter", SMALL_REQUESTS), states.new(shards=2, replicas=1) as draft:
        writer = ClusterWriter(place, draft)
        for number, batch in enumerate(batches_of(STORIES)):
            if number == after:
                harm(draft.index)
            writer.add(batch)
        counts = writer.finish(canonical_names(writer.names(), writer.beside))
        states.publish(draft, CREATED, counts)
    found = (hit["_source"] for hit in walk(place, place.name, DOCUMENTS, ["kind", "article", "ordinal"]))
    return [(one["article"], one["ordinal"]) for one in found if one["kind"] == "paragraph"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how long each rebuild took; return 1 if one failed, or lost a paragraph, or wrote one twice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3, help="that each loss is tried (default 3)")
    parser.add_argument("--seed", type=int, default=16)
    chosen = parser.parse_args(arguments)
    chance, is_broken = random.Random(chosen.seed), False
    with tempfile.TemporaryDirectory(prefix="dateline-writes-") as folder, running(Path(folder)) as cluster:
        hosts = ",".join(address.removeprefix("http://") for address in cluster.addresses)
        for number, (name, lose) in enumerate([("nothing", lambda: None), *losses(cluster)] * chosen.times):
            after, began = chance.randrange(len(STORIES)), time.monotonic()

            def harm(index: str, lose: Callable[[], object] = lose) -> None:
                cluster.await_whole()
                lose()

            with mended(cluster), Place(f"opensearch+http://{hosts}/writes-{number}x") as place:
                try:
                    is_whole = published_through(place, harm, after) == WRITTEN
                    told = f"{time.monotonic() - began:.1f} s" if is_whole else "BROKEN: not all is there, or is twice"
                except DatelineError as error:
                    is_whole, told = False, f"BROKEN: {error}"
            is_broken |= not is_whole
            print(f"{name:22} after {after:3} of {len(STORIES)}: {told}", flush=True)
    return int(is_broken)


if __name__ == "__main__":
    sys.exit(main())
