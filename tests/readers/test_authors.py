import pytest

from index.readers.authors import author, persons_first


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("By Ada Moor | Political Editor", "Ada Moor"),
        ("By Ada Moor, Political Editor", "Ada Moor"),
        ("By ADA MOOR Staff Writer", "ADA MOOR"),
        ("Words by Ada Moor and Ola Ek, Hexley News", "Ada Moor and Ola Ek"),
        ("By: Ada Moor – 4 May 2022", "Ada Moor"),
        ("Ada Moor 4 May 2022, 10:15", "Ada Moor"),
        ("Ada Moor | August 27, 2018 | 10:14am", "Ada Moor"),
        ("Ada Moor, ada@echo.example", "Ada Moor"),
        ("Ada Moor, editor-in-chief", "Ada Moor"),
        ("Editor, Ada Moor", "Ada Moor"),
    ],
)
def test_what_stands_beside_a_name_is_cut_off(written: str, name: str) -> None:
    assert author(written) == name


@pytest.mark.parametrize(
    "written",
    [
        "Ada Moor",
        "Ada Moor, Ola Ek",
        "August Strind",
        "May Holt",
        "Sunday Ek",
        "Byron Tau",
        "Ada Moor, M.D.",
        "Gazette",
    ],
)
def test_a_name_stays_as_it_is(written: str) -> None:
    assert author(written) == written


@pytest.mark.parametrize(
    "written",
    [
        *("Monday, August 27, 2018", "27 August 2018", "Updated 6 June 2022", "Monday", "August", "10:14"),
        *(
            "Political Editor",
            "Staff Writer",
            "Staff",
            "ada@echo.example",
            "https://echo.example/ada",
            "admin",
            "By",
            "",
        ),
    ],
)
def test_what_is_no_name_is_no_author(written: str) -> None:
    assert author(written) == ""


def test_an_outlet_is_an_author_only_alone() -> None:
    assert persons_first(["Hexley Echo", "Ada Moor", "Moor News"], "Hexley Echo") == ("Ada Moor",)
    assert persons_first(["Hexley Echo"], "Hexley Echo") == ("Hexley Echo",)
