"""What is known of a connection before anything came over it."""

import pytest

from web.server import newcomers
from web.server.newcomers import Newcomers


def test_what_was_noted_of_an_address_last_is_known() -> None:
    known = Newcomers()
    known.note("203.0.113.1", 0.5)
    known.note("203.0.113.1", 0.25)

    assert known.seconds("203.0.113.1") == 0.25
    assert known.seconds("203.0.113.2") == 0


def test_only_the_addresses_that_connected_last_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newcomers, "MOST_ADDRESSES", 2)
    known = Newcomers()
    for address in ("203.0.113.1", "203.0.113.2", "203.0.113.1", "203.0.113.3"):
        known.note(address, 1)

    assert [known.seconds(f"203.0.113.{number}") for number in (1, 2, 3)] == [1, 0, 1]
