"""Run a cluster for a developer until Ctrl-C: `make cluster`."""

import signal
import sys
from pathlib import Path

import click

from index.opensearch.address import Address, Node
from tests.cluster.cluster import HOST, JVM, running
from tests.cluster.launcher import is_built, lacking


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default=Path("dateline-cluster"), show_default=True)
@click.option("--port", default=9200, show_default=True, help="the first node's; the others' follow, and theirs + 100")
@click.option("--nodes", default=3, show_default=True)
@click.option("--jvm", default=" ".join(JVM), show_default=True, help="options of Java; for measurements give others")
def main(folder: Path, port: int, nodes: int, jvm: str) -> None:
    """Run a cluster until Ctrl-C; its data stay in a folder, to be found at the next start."""
    if lack := lacking():
        sys.exit(lack)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.default_int_handler)
    fetched = "" if is_built() else ", which Maven fetches first"
    print(f"Starting {nodes} nodes of OpenSearch{fetched} ...", flush=True)
    ports = [*range(port, port + nodes), *range(port + 100, port + 100 + nodes)]
    try:
        with running(folder.resolve(), ports, jvm.split()) as cluster:
            for node in cluster.nodes:
                print(f"{node.name}  {node.address}  process {node.pid}")
            address = Address(False, tuple(Node(HOST, port) for port in ports[:nodes]), "news")
            print(
                "All are ready. In another terminal:",
                f"    export DATELINE_INDEX={address}",
                "    .venv/bin/dateline rebuild examples/articles",
                "Ctrl-C ends it.",
                sep="\n",
                flush=True,
            )
            signal.pause()
    except KeyboardInterrupt:
        print(f"Ended; the data stay in {folder}.")
    except RuntimeError as error:
        sys.exit(str(error))


main()
