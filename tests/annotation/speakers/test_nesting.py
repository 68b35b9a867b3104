from .saying import persons_of


def test_only_the_outermost_of_nested_statements_counts() -> None:
    assert persons_of("Mara Alda said Bo Lindqvist had denied that the ship sank.") == ["Mara Alda"]


def test_what_a_closing_verb_reports_lies_before_it() -> None:
    assert persons_of("Bo Lindqvist denied that the ship sank, Mara Alda said.") == ["Mara Alda"]


def test_a_new_main_clause_is_not_reported() -> None:
    assert persons_of("Mara Alda said the ship sank, but Bo Lindqvist said it had not.") == [
        "Mara Alda",
        "Bo Lindqvist",
    ]
