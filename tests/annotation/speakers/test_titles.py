"""Where a name begins after its titles, and which titles are names."""

import pytest

from .saying import speakers_of


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Ambassador to Ukraine Marta Ek said no.", "Marta Ek", "Ambassador to Ukraine"),
        ("Bank of Bergby Governor Marta Ek said rates would rise.", "Marta Ek", "Governor"),
        ("Dean Ekdahl, the chairman, said no.", "Dean Ekdahl", "chairman"),
        ("King Harald said no.", "Harald", "King"),
        ("A doubt remained, as Dr. Rosa King warned at the time.", "Rosa King", "Dr."),
        ("Mayor London Ekdahl said the order stands.", "London Ekdahl", "Mayor"),
        ("WATCHED Marta Ek said no.", "Marta Ek", None),
        ("Prime Minister Marta Ek Tuesday announced that the port would close.", "Marta Ek", "Prime Minister"),
    ],
)
def test_name_and_role_of_a_titled_speaker(sentence: str, name: str, role: str | None) -> None:
    assert [(speaker.name, speaker.kind, speaker.role) for speaker in speakers_of(sentence)[0]] == [
        (name, "person", role)
    ]


def test_a_firm_that_is_named_like_a_duke() -> None:
    assert [(speaker.name, speaker.kind) for speaker in speakers_of("Duke Energy, a utility, said no.")[0]] == [
        ("Duke Energy", "organization")
    ]
