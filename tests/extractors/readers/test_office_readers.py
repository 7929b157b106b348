"""DOCX and ODT: text in order, tables, headers; broken, encrypted and hostile packages."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from extractors.readers.base import Reading, Rejected
from extractors.readers.limits import limits
from tests.extractors.readers import made
from tests.extractors.readers.reading import read_files, read_one, sections

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def docx_of(body: str) -> bytes:
    return made.zipped({"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'})


def test_docx_is_read_in_order_with_tables_insertions_and_controls() -> None:
    found = read_one("a.docx", made.docx())
    assert sections(found) == {
        "header": "UNIDAD DE ANÁLISIS",
        "body": "Cateo en Reynosa\n\nDetenido Juan Pérez.\tTel. 899 añadido\n\nPlaca\t57-AK-8R\n\nMarca\tKenworth\nT680"
        "\n\nFin.\n\nEn control.",
        "footer": "Página 1",
    }
    assert isinstance(found, Reading)
    assert (found.document.title, found.document.given_id) == ("Informe 12", "a.docx")


def test_odt_is_read_in_order_with_tables_and_notes() -> None:
    found = read_one("a.odt", made.odt())
    assert sections(found) == {
        "header": "UNIDAD",
        "body": "Cateo en Reynosa\n\nDetenido Juan Pérez.\tTel. 899\n\nPlaca\t57-AK-8R\n\nFin.",
        "notes": "Según testigo\n\nComentario",
        "footer": "Página 1",
    }
    assert isinstance(found, Reading)
    assert found.document.title == "Informe 12"


def test_a_cell_within_a_cell_and_an_empty_first_cell_keep_all_text() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p>{}</w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format('c', '')}{cell.format('d', '')}</w:tr></w:tbl>"
    found = read_one("a.docx", docx_of(f"<w:tbl><w:tr>{cell.format('a', inner)}{cell.format('b', '')}</w:tr></w:tbl>"))
    assert sections(found)["body"].split() == ["a", "c", "d", "b"]


@pytest.mark.parametrize(
    ("name", "data", "reason", "place"),
    [
        ("a.docx", b"", "is empty, cut short or no office document", None),
        ("a.docx", made.docx()[:5000], "is empty, cut short or no office document", None),
        ("a.docx", COMPOUND, "is encrypted, or of the time before 2007", None),
        ("a.docx", made.odt(), "holds no text of a word processor", "word/document.xml"),
        ("a.odt", made.docx(), "holds no text of a word processor", "content.xml"),
        ("a.odt", made.odt(encrypted=True), "is encrypted", None),
        ("a.docx", docx_of(""), "there is no text in it", None),
        ("a.docx", docx_of("<w:p>"), "is broken: Opening and ending tag mismatch", "word/document.xml: line 1"),
        ("a.docx", docx_of("<w:p>" * 300 + "</w:p>" * 300), "is broken: ", "word/document.xml: line 1"),
        (
            "a.docx",
            made.zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'}),
            "declares a document type",
            "word/document.xml",
        ),
        (
            "a.docx",
            made.docx().replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
            "is encr",
            None,
        ),
    ],
)
def test_what_is_broken_is_one_reject_with_its_place(name: str, data: bytes, reason: str, place: str | None) -> None:
    found = read_one(name, data)
    assert isinstance(found, Rejected)
    assert found.reason.startswith(reason)
    assert (found.id, found.place) == (name, place)


def test_a_damaged_member_is_told_with_its_name() -> None:
    data = bytearray(made.docx())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    data[start + 120 : start + 140] = bytes(20)
    found = read_one("a.docx", bytes(data))
    assert isinstance(found, Rejected)
    assert found.place == "word/document.xml"


def test_bombs_are_refused_before_they_are_inflated() -> None:
    zeros = made.zipped({"word/document.xml": bytes(60_000_000)})
    many = made.zipped({f"word/media/{i}.bin": bytes(30_000_000) for i in range(5)})
    high, large, small = read_files(
        {"a.docx": zeros, "b.odt": many, "c.docx": made.docx()}, replace(limits(), reading_memory=600 << 20)
    )
    assert isinstance(high, Rejected)
    assert high.reason.endswith("times its size, the limit is 200")
    assert isinstance(large, Rejected)
    assert large.reason == "inflates to 150000000 bytes, the limit is 134217728"
    assert isinstance(small, Reading)
