import posixpath
import zipfile
from pathlib import Path

import pytest

from index.sources import limits
from tests.readers.reading import read_article, read_bad

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PROPERTIES = "<dc:title>Pond complains</dc:title><dc:creator>Ada Moor</dc:creator>"
STYLES = {"Heading1": "heading 1", "Quote": "Quote"}


def paragraph(text: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{styled}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def write(
    folder: Path, body: str, properties: str = PROPERTIES, before: str = "", main: str = "word/document.xml"
) -> Path:
    path = folder / "pond.docx"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/{main}" ContentType="{TYPES}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{TYPES}.styles+xml"/></Types>',
        )
        for name, kind, target in (("", "officeDocument", main), ("word/", "styles", "styles.xml")):
            archive.writestr(
                f"{name}_rels/{posixpath.basename(main) if name else ''}.rels",
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>',
            )
        archive.writestr("word/styles.xml", f"<w:styles {NAMESPACE}>{styles}</w:styles>")
        archive.writestr(main, f"{before}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "docProps/core.xml",
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{properties}</cp:coreProperties>',
        )
    return path


def test_a_document_is_an_article(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>No.</w:delText></w:r></w:del>"
    inserted = f"<w:p><w:ins><w:r><w:t>So is Hexley.</w:t></w:r></w:ins>{deleted}</w:p>"
    controlled = f"<w:sdt><w:sdtContent>{paragraph('Still.')}</w:sdtContent></w:sdt>"
    article = read_article(write(tmp_path, paragraph("The pond is wet.") + inserted + controlled))

    assert article.text == "The pond is wet.\n\nSo is Hexley.\n\nStill."
    assert (article.title, article.authors, article.date) == ("Pond complains", ("Ada Moor",), None)


def test_a_heading_at_the_top_is_the_title_where_the_properties_have_none(tmp_path: Path) -> None:
    body = paragraph("Pond complains again", "Heading1") + paragraph("It rained.")
    assert read_article(write(tmp_path, body, properties="")).title == "Pond complains again"


def test_a_quotation_set_apart_names_its_speaker(tmp_path: Path) -> None:
    body = paragraph("It rained.") + paragraph("We are drowning.", "Quote") + paragraph("— Joan Holt", "Quote")
    assert read_article(write(tmp_path, body)).text == "It rained.\n\n“We are drowning.” — Joan Holt"


def test_a_row_of_a_table_is_a_line(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Buckets", "41"))
    assert read_article(write(tmp_path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).text == "Buckets | 41"


@pytest.mark.parametrize(
    ("body", "before", "reason"),
    [
        (paragraph("It rained."), '<!DOCTYPE w [<!ENTITY ha "ha ha">]>', "it declares entities"),
        (paragraph("rain " * 4_100_000), "", "unpacks to more than 20,000,000 bytes"),
        ("<w:p>", "", "the Word document is broken"),
        ("", "", "the Word document has no text"),
    ],
)
def test_bad_documents_are_reported(tmp_path: Path, body: str, before: str, reason: str) -> None:
    assert reason in read_bad(write(tmp_path, body, before=before)).reason


ENTITIES = '<!DOCTYPE w [<!ENTITY ha "ha ha"><!ENTITY hoho "&ha;&ha;">]>'


@pytest.mark.parametrize("main", ["word/media/pond.png", "word/embeddings/a.bin", "word/fonts/a", "word/a.xmlx", "b"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_no_part_declares_entities_or_is_too_long_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, main: str, encoding: str
) -> None:
    path = write(tmp_path, paragraph("It rained &hoho;."), before=ENTITIES, main=main)
    written = zipfile.ZipFile(path).read(main).decode()
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(main, written.encode(encoding))
    assert "it declares entities" in read_bad(path).reason

    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 10_000)
    path = write(tmp_path, paragraph("It rained. " * 1_000), before=" " * 5_000, main=main)
    assert read_bad(path).reason == "the Word document unpacks to more than 10,000 bytes"


def test_pictures_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 10_000)
    path = write(tmp_path, paragraph("The pond is wet."))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/media/pond.png", b"\x89PNG\r\n" + bytes(20_000))
    assert read_article(path).text == "The pond is wet."


def test_a_document_behind_a_password_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "pond.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    assert "protected by a password" in read_bad(path).reason
