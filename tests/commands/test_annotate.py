"""What `dateline annotate --json` says of an article."""

import json
from io import BytesIO

from dateline.annotation import ArticleAnnotation, annotate_paths, as_text


def annotated(text: str) -> ArticleAnnotation:
    [found] = annotate_paths(["-"], BytesIO(json.dumps({"id": "a", "text": text}).encode()))
    assert isinstance(found, dict)
    return found


def test_demonyms_stand_beside_the_locations() -> None:
    text = "Ukrainian bakers and two South Koreans met in Ghent."
    [paragraph] = annotated(text)["paragraphs"]
    assert [place["mention"] for place in paragraph["locations"]] == ["Ghent"]
    assert [(people["mention"], people["name"], people["kind"]) for people in paragraph["demonyms"]] == [
        ("Ukrainian", "Ukraine", "demonym"),
        ("South Koreans", "South Korea", "demonym"),
    ]
    assert {"start", "end", "latitude", "longitude", "country"} <= set(paragraph["demonyms"][0])


def test_a_paragraph_without_demonyms_says_so() -> None:
    [paragraph] = annotated("Bakers met in Ghent.")["paragraphs"]
    assert paragraph["demonyms"] == []


def test_demonyms_are_not_where_something_happens() -> None:
    assert "where: Ghent, " in as_text(annotated("Ukrainian bakers met in Ghent."))
    assert "where" not in as_text(annotated("Ukrainian bakers met."))
