from email.message import EmailMessage
from pathlib import Path

import pytest

from index.documents.article import Article
from index.readers.mbox import messages
from index.sources import limits
from index.sources.files import BadInput
from tests.readers.reading import read, read_article, read_bad, read_remarked

PLAIN = "The pond of Hexley filed a complaint against the rain.\n\nNobody at the vestry had seen one so wet."
HTML = (
    "<html><body><span style='display:none'>Preview</span><table><tr><td><p>The pond of <b>Hexley</b> filed a "
    "complaint against the rain.</p><p>Nobody at the vestry had seen one so wet.</p></td></tr></table></body></html>"
)


def newsletter(number: int = 1, list_id: str = '"Hexley Echo" <echo.lists.example>') -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Pond “complains” of rain"
    message["From"] = "Ada Moor <ada@echo.example>"
    message["Date"] = "Wed, 26 Feb 2031 23:30:00 -0800"
    message["Message-ID"] = f"<{number}@echo.example>"
    if list_id:
        message["List-Id"] = list_id
    message.set_content(PLAIN)
    return message


def write(folder: Path, content: bytes, name: str = "pond.eml") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def raw(header: str, body: str, encoding: str = "utf-8") -> bytes:
    return f"From: Ada Moor <ada@echo.example>\nDate: Wed, 26 Feb 2031 23:30:00 -0800\n{header}\n\n{body}".encode(
        encoding
    )


def test_a_message_is_an_article(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, newsletter().as_bytes()))

    assert article.text == PLAIN
    assert (article.title, article.date) == ("Pond “complains” of rain", "2031-02-26")
    assert (article.source, article.authors) == ("Hexley Echo", ("Ada Moor",))


def test_a_message_is_known_by_what_it_begins_with(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, newsletter().as_bytes(), "pond.txt")).title == "Pond “complains” of rain"


def test_the_html_of_a_message_is_read_without_what_is_hidden(tmp_path: Path) -> None:
    message = newsletter()
    message.set_content("View this message in your browser.")
    message.add_alternative(HTML, subtype="html")
    assert read_article(write(tmp_path, message.as_bytes())).text == PLAIN


def test_attachments_are_counted(tmp_path: Path) -> None:
    message = newsletter()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="pond.pdf")
    article, remark = read_remarked(write(tmp_path, message.as_bytes()))

    assert article.text == PLAIN
    assert remark == "attachments that are not read: 1"


def test_of_a_reply_only_the_answer_is_read(tmp_path: Path) -> None:
    answer = "I agree.\n\nOn Monday, Joan Holt wrote:\n> It is wet.\n> Very.\n\nSo it is.\n-- \nAda\n"
    html = "<p>I agree.</p><blockquote type='cite'>It is wet.</blockquote>"

    assert read_article(write(tmp_path, raw("Subject: Re: rain", answer))).text == "I agree.\n\n\nSo it is."
    in_html = raw("Subject: RE: rain\nContent-Type: text/html", html)
    assert read_article(write(tmp_path, in_html)).text == "I agree."
    forwarded = raw("Subject: Fwd: rain\nContent-Type: text/html", html)
    assert read_article(write(tmp_path, forwarded)).text == "I agree.\n\nIt is wet."


def test_lines_that_flow_are_joined(tmp_path: Path) -> None:
    flowed = raw("Subject: x\nContent-Type: text/plain; format=flowed", "The pond \nis wet.\n\nSo is Hexley.")
    assert read_article(write(tmp_path, flowed)).text == "The pond is wet.\n\nSo is Hexley."


@pytest.mark.parametrize("charset", ["utf-8", "klingon", "us-ascii"])
def test_a_wrong_charset_is_seen_through(tmp_path: Path, charset: str) -> None:
    content = raw(f"Subject: x\nContent-Type: text/plain; charset={charset}", "The café of Hexley is closed.", "cp1252")
    assert read(write(tmp_path, content))[0].text == "The café of Hexley is closed."  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (raw("Subject: x\nContent-Type: multipart/encrypted; boundary=b", "--b\n\n--b--"), "the mail is encrypted"),
        (raw("Subject: x", ""), "the mail has no text"),
        (b"\x80\x81 no header", "it is no mail"),
        (raw("Subject: x\nContent-Type: multipart/mixed; boundary=b", "--b\n\nx\n" * 10_001), "more than 10,000 parts"),
        (
            b"".join(
                b"Subject: x\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
            ),
            "nested too deeply",
        ),
    ],
)
def test_bad_mail_is_reported(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason in read_bad(write(tmp_path, content)).reason


def test_a_broken_header_costs_no_more_than_itself(tmp_path: Path) -> None:
    article, remark = read_remarked(
        write(tmp_path, b"From: =?x?y?z [](\nSubject: =?utf-8?q?=ff?=\nDate: soon\n\nIt rains.")
    )

    assert (article.text, article.authors) == ("It rains.", ())
    assert "the date “soon” names no single day" in remark


def test_a_long_header_takes_no_longer_than_a_short_one(tmp_path: Path) -> None:
    message = raw(f"Subject: {'=?utf-8?q?rain?= ' * 100_000}", "It rains.")
    assert read_article(write(tmp_path, message)).title.startswith("rainrain")


def mailbox(*contents: bytes) -> bytes:
    return b"".join(b"From ada@echo.example Wed Feb 26 23:30:00 2031\n" + content + b"\n\n" for content in contents)


def test_an_mbox_holds_many(tmp_path: Path) -> None:
    quoting = newsletter(2)
    quoting.set_content(f"{PLAIN}\n\n>From here on it was dry.")
    path = write(tmp_path, mailbox(newsletter(1).as_bytes(), quoting.as_bytes(), b"Subject: empty\n"), "echo.mbox")
    first, second, bad = read(path)

    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.text, second.text) == (PLAIN, f"{PLAIN}\n\nFrom here on it was dry.")
    assert first.id != second.id
    assert str(bad) == f"{path}/3: the mail has no text"


def test_a_message_too_large_costs_no_more_than_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MAIL_BYTES", 1_000)
    large = newsletter(2)
    large.set_content(PLAIN * 100)
    path = write(tmp_path, mailbox(newsletter(1).as_bytes(), large.as_bytes(), newsletter(3).as_bytes()), "echo.mbox")

    assert [isinstance(item, Article) for item in read(path)] == [True, False, True]
    assert [item.reason for item in read(path) if isinstance(item, BadInput)] == [
        "message 2 is longer than 1,000 bytes"
    ]


def test_no_more_of_a_large_message_is_kept_than_tells_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MAIL_BYTES", 1_000)
    path = write(tmp_path, mailbox(b"Subject: x\n\n" + b"It rains.\n" * 10_000), "echo.mbox")
    with path.open("rb") as stream:
        assert [len(message) < 1_100 for message in messages(stream)] == [True]
