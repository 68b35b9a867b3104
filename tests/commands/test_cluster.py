"""The commands over an archive in a real cluster: they say and do what they do over a directory."""

import json
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from index.gazetteer.cache import compiled
from search.archive import Archive
from tests.cluster.cluster import PATIENCE, Cluster
from tests.commands.running import dateline, fails_in_one_line
from tests.conftest import PROJECT
from tests.web.serving import Serving, eventually

ARTICLES = PROJECT / "examples" / "articles"
SECRETS = {"DATELINE_OPENSEARCH_USER": "quill", "DATELINE_OPENSEARCH_PASSWORD": "s3cret-of-quill"}
AS_KEPT = ("index", "engine", "created", "rebuilt", "bytes")
"""What `dateline info` tells of how an archive is kept."""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of these tests alone, in which the gazetteer is compiled already: that would take 20 seconds a test."""
    gazetteer = compiled()
    cache = tmp_path_factory.mktemp("cache")
    shutil.copytree(gazetteer, cache / gazetteer.name)
    return cache


@pytest.fixture
def address(cluster: Cluster, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an archive that nobody else has."""
    monkeypatch.setenv("DATELINE_CACHE", str(cache))
    monkeypatch.setenv("DATELINE_MAX_MILLISECONDS", "60000")  # nodes that were just started are slow
    monkeypatch.setenv("DATELINE_OPENSEARCH_SHARDS", "2")
    name = f"commands-{uuid4().hex[:8]}x"
    hosts = ",".join(one.removeprefix("http://") for one in cluster.addresses)
    yield f"opensearch+http://{hosts}/{name}"
    with cluster.client() as client:
        client.indices.delete(index=f"{name}*", params={"ignore": 404, "request_timeout": PATIENCE})
        client.indices.delete_index_template(name=f"dateline-{name}", params={"ignore": 404})


def info(index: str | Path) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(dateline("info", "--json", "--index", index).stdout)
    return about


def exported(index: str | Path, file: Path) -> list[Any]:
    """Return the articles, but for when they were indexed, in the order of their ids."""
    assert dateline("export", file, "--index", index).returncode == 0
    articles = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    for one in articles:
        one["provenance"].pop("indexed")
    return sorted(articles, key=lambda one: str(one["id"]))


def test_all_commands_do_what_they_do_over_a_directory(address: str, tmp_path: Path) -> None:
    said: dict[str, list[str]] = {}
    for index in (address, str(tmp_path / "index")):
        runs = [
            dateline("rebuild", ARTICLES, "--index", index),
            dateline("update", ARTICLES, PROJECT / "examples" / "formats", "--index", index),
            dateline("remove", "--source", "Lantern Wire", "--index", index),
            dateline("update", ARTICLES, "--index", index),
            dateline("search", "speaker:okonjo bridge", "--index", index),
            dateline("search", "marmelade", "--index", index),
        ]
        assert "Traceback" not in "".join(run.stderr for run in runs)
        lines = "".join(run.stdout + run.stderr for run in runs).replace(index, "INDEX").splitlines()
        said[index] = [re.sub(r"[0-9.]+ (seconds|ms)", "…", line) for line in lines]
    assert said[address] == said[str(tmp_path / "index")]
    about, there = info(address), info(tmp_path / "index")
    assert (about["engine"].partition(" ")[0], there["engine"]) == ("OpenSearch", "embedded")
    assert {**about, **dict.fromkeys(AS_KEPT)} == {**there, **dict.fromkeys(AS_KEPT)}
    assert exported(address, tmp_path / "a.jsonl") == exported(tmp_path / "index", tmp_path / "b.jsonl")
    assert dateline("verify", "--index", address).stdout.startswith("Generation 000004 is sound: ")


def test_a_server_takes_up_what_is_published(address: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Quillmere ferry sails.")
    dateline("rebuild", tmp_path / "a.txt", "--index", address)
    serving = Serving(address, processes=1)
    with serving.process:
        try:
            assert serving.total("ferry") == 1
            assert [serving.status(path) for path in ("/", "/?q=ferry", "/healthz", "/readyz", "/metrics")] == [200] * 5
            (tmp_path / "b.txt").write_text("Another ferry of Quillmere sank.")
            dateline("update", tmp_path / "b.txt", "--index", address)
            assert eventually(lambda: serving.total("ferry") == 2)
        finally:
            serving.process.kill()


def test_shares_make_what_one_machine_makes(address: str, tmp_path: Path) -> None:
    first = dateline("rebuild", ARTICLES, "--index", address, "--share", "1/3")
    assert first.returncode == 0
    assert first.stdout.startswith("Wrote share 1/3 of generation 000001 to ")

    assert "has no published index yet" in fails_in_one_line(dateline("search", "bridge", "--index", address))
    missing = fails_in_one_line(dateline("publish", "--index", address))
    assert "Shares 2, 3 of 3 are not there yet" in missing and "--share 2/3" in missing

    for share in ("3/3", "2/3", "1/3"):
        assert dateline("rebuild", ARTICLES, "--index", address, "--share", share).returncode == 0
    published = dateline("publish", "--index", address)
    assert (published.returncode, published.stderr) == (0, "")
    assert "22 new; 22 articles, 236 paragraphs" in published.stdout

    dateline("rebuild", ARTICLES, "--index", tmp_path / "index")
    assert exported(address, tmp_path / "a.jsonl") == exported(tmp_path / "index", tmp_path / "b.jsonl")
    assert info(address)["speakers"] == info(tmp_path / "index")["speakers"]


def test_what_is_gone_when_shares_are_published_was_removed(address: str, tmp_path: Path) -> None:
    for name in ("heron", "ferry"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} of Quillmere.")
    dateline("rebuild", tmp_path / "heron.txt", tmp_path / "ferry.txt", "--index", address)
    gone = {one["title"] or one["text"]: one["id"] for one in exported(address, tmp_path / "a.jsonl")}

    for share in ("1/2", "2/2"):
        dateline("rebuild", tmp_path / "ferry.txt", "--index", address, "--share", share)
    published = dateline("publish", "--index", address)

    assert "1 removed" in published.stdout and "1 unchanged" in published.stdout
    [heron] = [identity for text, identity in gone.items() if "heron" in text]
    assert Archive(address).removed_on(heron)


def test_other_shares_than_were_begun_are_refused(address: str) -> None:
    dateline("rebuild", ARTICLES, "--index", address, "--share", "1/3")

    said = fails_in_one_line(dateline("rebuild", ARTICLES, "--index", address, "--share", "1/4"))
    assert "3 shares" in said


KILLED = """
    import os, signal, sys
    from dateline.cli import main
    from index.opensearch.states import States

    States.__init__.__defaults__ = (2.0, None)  # seconds that a lease lasts: whoever is next waits for it
    publish, moment = States.publish, sys.argv.pop()

    def killed(*given):
        if moment == "after":
            publish(*given)
        os.kill(os.getpid(), signal.SIGKILL)

    States.publish = killed
    main()
"""


@pytest.mark.parametrize(("moment", "articles"), [("before", 1), ("after", 2)])
def test_a_rebuild_that_is_killed_changes_all_or_nothing(
    address: str, tmp_path: Path, moment: str, articles: int
) -> None:
    (tmp_path / "a.txt").write_text("The Quillmere ferry sails.")
    dateline("rebuild", tmp_path / "a.txt", "--index", address)
    (tmp_path / "b.txt").write_text("Another ferry of Quillmere sank.")

    command = ["rebuild", tmp_path / "a.txt", tmp_path / "b.txt", "--index", address, "--processes", "1", moment]
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), *map(str, command)], check=False)

    assert ended.returncode == -signal.SIGKILL
    assert info(address)["articles"] == articles
    assert dateline("verify", "--index", address).returncode == 0
    again = ("rebuild", tmp_path / "a.txt", tmp_path / "b.txt", "--index", address)
    assert eventually(lambda: dateline(*again).returncode == 0)
    assert info(address)["articles"] == 2


def test_credentials_are_in_nothing_that_is_said(
    address: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    runs = [
        dateline("rebuild", ARTICLES, "--index", address),
        dateline("info", "--index", address),
        dateline("search", "bridge", "--index", "opensearch+http://127.0.0.1:1/news"),
        dateline("search", "bridge", "--index", "opensearch+http://quill:s3cret-of-quill@127.0.0.1:1/news"),
    ]
    assert [run.returncode for run in runs] == [0, 0, 1, 1]
    said = "".join(run.stdout + run.stderr for run in runs) + "".join(capfd.readouterr())
    assert not any(secret in said for secret in SECRETS.values())


def test_an_index_that_dateline_did_not_make_is_left_alone(address: str, cluster: Cluster) -> None:
    name = address.rpartition("/")[2]
    with cluster.client() as client:
        client.indices.create(index=name)
        for command in (["rebuild", ARTICLES], ["update", ARTICLES], ["search", "bridge"], ["info"]):
            assert "name another" in fails_in_one_line(dateline(*command, "--index", address))
        assert client.indices.exists(index=name)


def test_what_somebody_made_read_only_is_said_to_be(address: str, tmp_path: Path, cluster: Cluster) -> None:
    (tmp_path / "a.txt").write_text("The Quillmere ferry sails.")
    dateline("rebuild", tmp_path / "a.txt", "--index", address)
    with cluster.client() as client:
        client.cluster.put_settings(body={"transient": {"cluster.blocks.read_only": True}})
        try:
            said = fails_in_one_line(dateline("rebuild", tmp_path / "a.txt", "--index", address))
            found = dateline("search", "ferry", "--index", address)
        finally:
            client.cluster.put_settings(body={"transient": {"cluster.blocks.read_only": None}})
    assert "is read-only, for somebody made it so" in said
    assert "The Quillmere ferry sails." in found.stdout.replace("[", "").replace("]", "")
