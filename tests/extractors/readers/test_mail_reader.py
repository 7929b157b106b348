"""Mails and mailboxes: headers, bodies, attachments as documents of their own, careless senders."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from hashlib import sha256

import pytest

from extractors.readers.base import Reading, Rejected
from extractors.readers.limits import limits
from ontology.interval import Interval
from tests.extractors.readers import made
from tests.extractors.readers.reading import read_files, read_one, sections

MIXED = "Content-Type: multipart/mixed; boundary=b"
SENT = Interval.day(date(2024, 5, 14))


def ids(found: list[Reading | Rejected]) -> list[str | None]:
    return [f.document.given_id if isinstance(f, Reading) else f.id for f in found]


def raw(head: str, body: bytes) -> bytes:
    return f"From: a@example.org\r\nMIME-Version: 1.0\r\n{head}\r\n\r\n".encode() + body


def body_of(data: bytes) -> str:
    return sections(read_one("a.eml", data))["body"]


def test_a_mail_and_its_attachments_are_documents_tied_by_name() -> None:
    found = read_files({"a.eml": made.mail().as_bytes()})
    assert ids(found) == ["a.eml", "a.eml/señal.txt", "a.eml/mapa.pdf", "a.eml/logo.png"]
    mail, text, pdf, picture = found
    assert sections(mail) == {
        "headers": "From: José Núñez <jose@example.org>\nTo: ana@example.org, luis@example.org\n"
        "Subject: Reporte de Ñuñoa",
        "body": "Se vio el camión.\n",
    }
    assert isinstance(mail, Reading)
    assert isinstance(text, Reading)
    assert isinstance(pdf, Reading)
    assert (mail.document.title, mail.document.report_date, mail.row) == ("Reporte de Ñuñoa", SENT, None)
    assert (text.document.text, text.document.report_date, text.row) == ("Señal “así”", SENT, "attachment 1")
    assert (sections(pdf), pdf.document.media_type) == ({"page 1": "Cruce en Laredo"}, "application/pdf")
    assert {f.path for f in found} == {mail.path}
    assert isinstance(picture, Rejected)
    assert picture.reason.startswith("no reader for the suffix .png")
    assert (picture.place, picture.row) == ("attachment 3", "attachment 3")


def test_handling_of_the_mail_holds_for_its_attachments_and_their_own_words_win() -> None:
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail["Date"] = "Tue, 14 May 2024 23:30:00 -0600"
    mail.set_content("x")
    mail.add_attachment(b"---\ndate: 2020\nmarking: TLP:RED\n---\ny", maintype="text", subtype="plain", filename="a.md")
    mail.add_attachment(b"---\nmarking: [\n---\ny", maintype="text", subtype="plain", filename="b.md")
    _, first, second = read_files({"a.eml": mail.as_bytes(), "a.eml.yaml": b"source: Consulado\nmarking: TLP:AMBER"})
    assert isinstance(first, Reading)
    handling = first.document.handling
    assert (first.document.source, str(handling.marking)) == ("Consulado", "TLP:RED")
    assert first.document.report_date == Interval.parse("2020")
    assert isinstance(second, Rejected)
    assert (second.id, second.place) == ("a.eml/b.md", "attachment 2: line 3")


def test_a_mail_in_a_mail_keeps_the_bytes_it_was_sent_with() -> None:
    inner = "From: Núñez\r\nSubject:  dos\r\n\t  líneas\r\n\r\ncamión".encode("cp1252")
    head = b"--b\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment; filename=x.eml\r\n\r\n"
    coded = b"--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    _, plain, base64 = read_files(
        {"a.eml": raw(MIXED, head + inner + b"\r\n" + coded + b64encode(inner) + b"\r\n--b--\r\n")}
    )
    for found, name in ((plain, "a.eml/x.eml"), (base64, "a.eml/attachment-2.eml")):
        assert isinstance(found, Reading)
        assert (found.document.given_id, found.document.sha256) == (name, sha256(inner).hexdigest())
        assert found.document.text == "From: Núñez\nSubject: dos líneas\n\ncamión"


def test_mails_in_mails_are_read_to_a_limit() -> None:
    inner = made.mail(subject="0")
    for i in range(1, 4):
        outer = EmailMessage()
        outer["Subject"] = str(i)
        outer.set_content(f"texto {i}")
        outer.add_attachment(inner)
        inner = outer
    bounds = replace(limits(), enclosures=3)
    found = read_files({"a.eml": inner.as_bytes()}, bounds)
    nested = "a.eml/attachment-1.eml/attachment-1.eml/attachment-1.eml"
    assert ids(found)[:5] == ["a.eml", nested[:22], nested[:39], nested, f"{nested}/señal.txt"]
    titles = [f.document.title for f in found if isinstance(f, Reading)]
    assert titles == ["3", "2", "1", "0"]
    deepest = found[4]
    assert isinstance(deepest, Rejected)
    assert deepest.reason == "is enclosed more than 3 deep"
    assert deepest.place == "attachment 1: attachment 1: attachment 1: attachment 1"


def test_a_crash_or_a_bomb_in_an_attachment_costs_the_attachment() -> None:
    mail = made.mail()
    bomb = made.zipped({"word/document.xml": bytes(60_000_000)})
    mail.add_attachment(bomb, maintype="application", subtype="octet-stream", filename="b.docx")
    mail.add_attachment(made.pdf(["x"], password="p"), maintype="application", subtype="pdf", filename="c.pdf")
    found = read_files({"a.eml": mail.as_bytes()})
    rejected = {f.id: f.reason for f in found if isinstance(f, Rejected)}
    assert set(rejected) == {"a.eml/logo.png", "a.eml/b.docx", "a.eml/c.pdf"}
    assert rejected["a.eml/b.docx"].startswith("inflates to ")
    assert rejected["a.eml/c.pdf"].startswith("is encrypted")


def test_names_of_attachments() -> None:
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail.set_content("x")
    for name in ("a.txt", "a.txt", "C:\\tmp\\b\t.txt", "..", None):
        mail.add_attachment(b"y", maintype="text", subtype="plain", filename=name)
    names = ids(read_files({"m.eml": mail.as_bytes()}))[1:]
    assert names == [f"m.eml/{name}" for name in ("a.txt", "a-2.txt", "b .txt", "attachment-4.txt", "attachment-5.txt")]


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        ("Content-Type: text/plain; charset=windows-1252", "“camión”".encode("cp1252"), "“camión”"),
        ("Content-Type: text/plain; charset=iso-8859-1", "“camión”".encode("cp1252"), "“camión”"),
        ("Content-Type: text/plain; charset=us-ascii", "camión".encode("cp1252"), "camión"),
        ("Content-Type: text/plain; charset=x-unknown", "camión".encode(), "camión"),
        ("Content-Type: text/plain; charset=utf-8", "camión".encode("cp1252"), "camión"),
        ("Content-Type: text/plain; charset=iso-2022-jp", "東京".encode("iso-2022-jp"), "東京"),
        ("Content-Type: text/plain; charset=utf-16", "camión".encode("utf-16"), "camión"),
        ("Content-Type: text/plain; charset=unicode_escape", b"a\\u0041", "a\\u0041"),
        ("Content-Transfer-Encoding: quoted-printable", b"cami=C3=B3n=\r\n es", "camión es"),
        ("Content-Transfer-Encoding: base64", b"Y2FtacOzbg==", "camión"),
        ("Content-Type: text/html; charset=iso-8859-1", "<p>uno<p>cami\xf3n".encode("latin-1"), "uno\n\ncamión"),
        ("X: y", b"no type", "no type"),
    ],
)
def test_bodies_of_old_and_careless_senders(head: str, body: bytes, text: str) -> None:
    assert body_of(raw(head, body)) == text


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?iso-8859-1?Q?Cami=F3n?= =?utf-8?B?IMOxYW5kw7o=?=", "Camión ñandú"),
        ("Camión".encode("cp1252"), "Camión"),
        ("Camión".encode(), "Camión"),
        ("=?x-odd?Q?Cami=C3=B3n?= visto", "Camión visto"),
        ("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="),
        ("uno\r\n\tdos", "uno dos"),
    ],
)
def test_subjects(subject: str | bytes, title: str) -> None:
    written = subject if isinstance(subject, bytes) else subject.encode()
    found = read_one("a.eml", b"From: a@example.org\r\nSubject: " + written + b"\r\n\r\ntext")
    assert isinstance(found, Reading)
    assert found.document.title == title


@pytest.mark.parametrize("sent", ["", "yesterday", "Tue, 99 May 2024 00:00:00", "Tue, 14 May 99999 00:00:00 +0000"])
def test_a_date_that_is_none_is_left(sent: str) -> None:
    found = read_one("a.eml", raw(f"Date: {sent}", b"x"))
    assert isinstance(found, Reading)
    assert found.document.report_date is None


@pytest.mark.parametrize(
    ("data", "reason", "place"),
    [
        (b"", "is empty or no mail", None),
        (b"only words\n\nand more", "is empty or no mail", None),
        (made.mail().as_bytes()[:-40], "is cut short: a part has no end", None),
        (raw("Content-Type: multipart/mixed", b"x"), "its parts cannot be told apart", None),
        (raw("Content-Type: text/plain", b"\x00\x01\x02"), "holds a NUL", "part 1: character 0"),
        (raw("Content-Transfer-Encoding: base64", b"Y2FtacOzb"), "its base64 is damaged", "part 1"),
        (raw(MIXED, b"--b\r\n\r\nx\r\n" * 600 + b"--b--"), "", None),
    ],
)
def test_what_is_no_whole_mail_is_one_reject(data: bytes, reason: str, place: str | None) -> None:
    found = read_one("a.eml", data)
    if not reason:
        assert isinstance(found, Reading)
        return
    assert isinstance(found, Rejected)
    assert found.reason.startswith(reason)
    assert (found.id, found.place) == ("a.eml", place)


def test_damaged_attachments_and_too_many_of_them() -> None:
    attached = (
        b"--b\r\nContent-Disposition: attachment; filename=a.txt\r\nContent-Transfer-Encoding: base64\r\n\r\nY2Ftac\r\n"
    )
    _, damaged = read_files({"a.eml": raw(MIXED, attached + b"--b--")})
    assert isinstance(damaged, Rejected)
    assert (damaged.id, damaged.reason, damaged.place) == ("a.eml/a.txt", "its base64 is damaged", "attachment 1")
    many = read_one("a.eml", raw(MIXED, attached * 3 + b"--b--"), replace(limits(), attachments=2))
    assert isinstance(many, Rejected)
    assert many.reason == "has 3 attachments, the limit is 2"


def test_a_mailbox_is_its_mails_and_names_stay_when_others_go() -> None:
    first, second = made.mail(), EmailMessage()
    second["Subject"] = "Dos"
    second.set_content("Hola\n\nFrom here on, all is text\n")
    found = read_files({"b.mbox": made.box(first, second)})
    assert [f.row for f in found] == ["mail 1", *(f"mail 1: attachment {i}" for i in (1, 2, 3)), "mail 2"]
    last = found[-1]
    assert isinstance(last, Reading)
    assert sections(last)["body"].strip() == "Hola\n\nFrom here on, all is text"
    (alone,) = read_files({"b.mbox": made.box(second)})
    assert isinstance(alone, Reading)
    assert (alone.document, alone.row) == (last.document, "mail 1")


@pytest.mark.parametrize("data", [b"", b"Subject: x\n\ny"])
def test_what_is_no_mailbox_is_one_reject(data: bytes) -> None:
    found = read_one("b.mbox", data)
    assert isinstance(found, Rejected)
    assert found.reason.startswith("is empty or no mailbox")
