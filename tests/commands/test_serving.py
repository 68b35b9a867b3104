"""What `dateline serve` is told and can't do, it says in one line before it answers anybody."""

from pathlib import Path

import pytest

from tests.commands.running import dateline, fails_in_one_line


@pytest.mark.parametrize(("option", "value", "said"), [
    ("--name", "http://news.example", "is no name of a host"),
    ("--prefix", "/a b", "is no path to serve under"),
    ("--trusted-proxy", "nginx", "is no address of a proxy"),
    ("--log", "/nowhere/requests.jsonl", "cannot be written (No such file or directory)"),
    ("--public-url", "news.example", "is no public address"),
    ("--allow-origin", "news.example", "is no origin of pages"),
    ("--host", "no.such.host.invalid", "is no address of this machine"),
])  # fmt: skip
def test_what_cannot_be_meant_is_one_sentence(sample_index: Path, option: str, value: str, said: str) -> None:
    assert said in fails_in_one_line(dateline("serve", "--index", sample_index, "--port", "0", option, value))


def test_a_prefix_and_a_public_address_that_differ_are_one_sentence(sample_index: Path) -> None:
    options = ["--prefix", "/a", "--public-url", "https://news.example/b"]

    assert "give one of the two" in fails_in_one_line(
        dateline("serve", "--index", sample_index, "--port", "0", *options)
    )
