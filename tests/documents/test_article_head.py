"""An article's head is read back as it was written."""

from hypothesis import given
from hypothesis import strategies as st

from index.documents.article_head import ArticleHead, decode_head, encode_head
from index.documents.provenance import Provenance

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(
    st.builds(
        ArticleHead,
        text,
        text,
        text,
        text,
        st.none() | text,
        st.lists(text, max_size=2).map(tuple),
        text,
        st.integers(1),
        st.sampled_from(("en", "de")),
        text,
        text,
        text,
        text,
        text,
        st.lists(text, max_size=2).map(tuple),
        text,
        st.builds(Provenance, st.none() | st.integers(1), text, text, text, text, st.integers(0), text),
    )
)
def test_a_head_is_read_back_as_it_was_written(head: ArticleHead) -> None:
    assert decode_head(encode_head(head)) == head


def test_a_head_is_an_object_that_leaves_letters_as_they_are() -> None:
    head = ArticleHead("geese-1", "Gänse", "Gazette", "", None, ("Ada Lund",), "geese.md", 2)
    assert encode_head(head).decode() == (
        '{"id": "geese-1", "title": "Gänse", "source": "Gazette", "url": "", "date": null, "authors": ["Ada Lund"], '
        '"path": "geese.md", "paragraphs": 2, "language": "en", "written_in": "", "agency": "", '
        '"content_hash": "", "derived_id": "", "file": "", "changes": [], "section": "", '
        '"provenance": [null, "", "", "", "", 0, ""]}'
    )
