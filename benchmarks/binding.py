"""Measure what binding words to who said them costs in a cluster: by nested documents, as Dateline does it, or a join.

    python -m benchmarks.binding ADDRESS [--questions 200]

ADDRESS is an archive in a cluster, which stays as it is.  Its paragraphs are written to two indexes of one shard, which
differ in one thing: in the first, who speaks in a paragraph, and in which words, lies nested in it, a speaker each; in
the second each is a document of its own, the paragraph's child, in the same shard.  Both are merged to one segment.
Printed is what each takes on the disk and to write, and what its nodes answer in, in the median and in the 95th
percentile: words that somebody said, and words that one speaker said, words and speakers drawn from the archive.  Both
are asked the same in turns, the first turn left out; they must find the same paragraphs.
"""

import argparse
import random
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from opensearchpy.helpers import bulk

from benchmarks.table import markdown
from index.opensearch import mapping
from index.opensearch.cluster import Cluster
from index.opensearch.walking import walk

PARAGRAPHS: Mapping[str, Any] = {"term": {"kind": "paragraph"}}
READ = ("article", "ordinal", "number", "text", "speech")
WAYS = ("nested", "join")
TURNS = 4


def properties(way: str) -> dict[str, Any]:
    """Return the fields of an index in which speeches are bound in a way."""
    own = {name: mapping.PROPERTIES[name] for name in ("article", "ordinal", "number", "text")}
    speech = mapping.PROPERTIES["speech"]
    family = {"type": "join", "relations": {"paragraph": "speech"}}
    return {**own, **({"speech": speech} if way == "nested" else {**speech["properties"], "family": family})}


def documents(way: str, paragraphs: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the documents of paragraphs, each with the name of what makes it a child, and of its shard."""
    for paragraph in paragraphs:
        identity = f"{paragraph['article']}#{paragraph['ordinal']}"
        if way == "nested":
            yield {"_id": identity, **paragraph}
            continue
        own = {name: value for name, value in paragraph.items() if name != "speech"}
        yield {"_id": identity, "routing": identity, "family": "paragraph", **own}
        for number, speech in enumerate(paragraph.get("speech", ())):
            family = {"name": "speech", "parent": identity}
            yield {"_id": f"{identity}~{number}", "routing": identity, "family": family, **speech}


def question(way: str, words: Mapping[str, str]) -> dict[str, Any]:
    """Return the query of the paragraphs in which one speaker has some words, by field: `said`, or `speaker` too."""
    at = "speech." if way == "nested" else ""
    held = {"bool": {"must": [{"match": {f"{at}{field}": word}} for field, word in words.items()]}}
    if way == "nested":
        return {"nested": {"path": "speech", "query": held, "score_mode": "max"}}
    return {"has_child": {"type": "speech", "query": held, "score_mode": "max"}}


def questions(paragraphs: Sequence[Mapping[str, Any]], count: int) -> list[dict[str, str]]:
    """Draw so many: half of them of a word that was said, half of who said it as well."""
    drawn = random.Random(5)
    spoken = [one for each in paragraphs for one in each.get("speech", ()) if one.get("said") and one.get("speaker")]
    found = []
    for number in range(count):
        speech = drawn.choice(spoken)
        asked = {"said": drawn.choice(_words(speech["said"]))}
        found.append(asked | ({"speaker": drawn.choice(_words(speech["speaker"]))} if number % 2 else {}))
    return found


def _words(value: str | Sequence[str]) -> list[str]:
    """Return the words of a field of tokens that are as they are, without other forms or holes."""
    values = [value] if isinstance(value, str) else value
    words = [word for one in values for word in one.split()]
    return [word for word in words if mapping.OTHER_FORM not in word and word != mapping.HOLE] or words


@contextmanager
def written(
    cluster: Cluster, way: str, paragraphs: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Write an index, gone with the block; give its name and what it took."""
    client, name = cluster.client, f"{cluster.name}-bound-by-{way}"
    settings = mapping.settings(1, 0, client.info()["version"]["number"])
    client.indices.delete(index=name, params={"ignore_unavailable": "true"})
    client.indices.create(index=name, body={"settings": settings, "mappings": {"properties": properties(way)}})
    try:
        began = time.perf_counter()
        bulk(client, documents(way, paragraphs), index=name, chunk_size=2000, request_timeout=300)
        client.indices.forcemerge(index=name, params={"max_num_segments": 1, "request_timeout": 3600})
        client.indices.refresh(index=name)
        seconds = time.perf_counter() - began
        stored = client.indices.stats(index=name)["_all"]["primaries"]
        yield (
            name,
            {
                "seconds to write": f"{seconds:.0f}",
                "MB": f"{stored['store']['size_in_bytes'] / 1e6:.0f}",
                "documents": f"{stored['docs']['count']:,}",
            },
        )
    finally:
        client.indices.delete(index=name)


def asked(cluster: Cluster, names: Mapping[str, str], questions: Sequence[Mapping[str, str]]) -> dict[str, list[float]]:
    """Ask all in turns; return the milliseconds of each way.  Raises ValueError where they don't find the same."""
    took: dict[str, list[float]] = {way: [] for way in names}
    for turn in range(TURNS):
        for words in questions:
            totals = set()
            for way, name in names.items():
                body = {"query": question(way, words), "size": 10, "_source": False, "track_total_hits": True}
                began = time.perf_counter()
                answer: Any = cluster.client.search(index=name, body=body, params={"request_cache": "false"})
                if turn:
                    took[way].append((time.perf_counter() - began) * 1000)
                totals.add(answer["hits"]["total"]["value"])
            if len(totals) > 1:
                raise ValueError(f"{dict(words)} finds {totals}")
    return took


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", metavar="ADDRESS")
    parser.add_argument("--questions", type=int, default=200, metavar="N")
    chosen = parser.parse_args(arguments)
    with Cluster(chosen.address) as cluster:
        hits = walk(cluster, cluster.name, PARAGRAPHS, READ)
        paragraphs = [hit["_source"] for hit in hits]
        wanted = questions(paragraphs, chosen.questions)
        with (
            written(cluster, "nested", paragraphs) as (nested, of_nested),
            written(cluster, "join", paragraphs) as (
                join,
                of_join,
            ),
        ):
            took = asked(cluster, {"nested": nested, "join": join}, wanted)
    rows = {}
    for way, stored in zip(WAYS, (of_nested, of_join), strict=True):
        ranked = statistics.quantiles(took[way], n=20)
        rows[way] = stored | {"median ms": f"{statistics.median(took[way]):.1f}", "p95 ms": f"{ranked[-1]:.1f}"}
    print(f"{len(paragraphs):,} paragraphs, {len(wanted)} questions\n\n{markdown(rows)}")


if __name__ == "__main__":
    main()
