"""The short form of the campaign of load: seconds, and no figure of time."""

from pathlib import Path

from tests.soak.load import Plan, campaign

SECONDS = 0.5


def test_nothing_fails_and_nothing_is_held_while_an_index_is_published_anew(sample_index: Path) -> None:
    plan = Plan(SECONDS, SECONDS, every=SECONDS, publications=6, rounds=2, share=0.5, descriptors=128, clients=4)
    assert campaign(sample_index, plan).broken(plan) == []
