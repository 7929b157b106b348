"""PDF: pages as parts, scans named, broken and encrypted files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.readers.base import Reading, Rejected
from extractors.readers.limits import limits
from tests.extractors.readers import made
from tests.extractors.readers.reading import read_files, read_one, sections


def test_pages_are_parts_and_a_scanned_page_is_named() -> None:
    found = read_one("a.pdf", made.pdf(["Señal en Reynosa", None, "", "Fin", None, None], title="Informe 12"))
    assert sections(found) == {
        "page 1": "Señal en Reynosa", "page 2": "", "page 3": "", "page 4": "Fin", "page 5": "", "page 6": "",
    }  # fmt: skip
    assert isinstance(found, Reading)
    assert found.notes == ("pages 2, 5-6: a picture without text (a scan), not read",)
    document = found.document
    assert (document.title, document.media_type, document.text) == (
        "Informe 12", "application/pdf", "Señal en Reynosa\n\nFin",
    )  # fmt: skip


def test_words_are_joined_over_line_ends_and_numbers_are_not() -> None:
    found = read_one("a.pdf", made.pdf(["documentos fal-\nsos, placa 57-AK-\n8R"]))
    assert sections(found)["page 1"] == "documentos falsos, placa 57-AK-8R"


@pytest.mark.parametrize(
    ("data", "reason", "place"),
    [
        (b"", "is empty or no PDF", "byte 0"),
        (b"plain words", "is empty or no PDF", "byte 0"),
        (made.pdf(["a" * 40] * 30)[:6000], "is cut short: no %%EOF at its end", "byte 6000"),
        (b"%PDF-1.7\nnothing\n%%EOF", "is broken: Failed to load document", None),
        (made.pdf(["geheim"], password="x"), "is encrypted, and opens with a password alone", None),
        (made.pdf([None, None]), "holds pictures without text: a scan (run OCR over it first)", "pages 1-2"),
        (made.pdf([""]), "there is no text in it", None),
    ],
)
def test_what_cannot_be_read_is_one_reject_with_its_place(data: bytes, reason: str, place: str | None) -> None:
    found = read_one("a.pdf", data)
    assert isinstance(found, Rejected)
    assert found.reason.startswith(reason)
    assert (found.id, found.place) == ("a.pdf", place)


def test_the_limit_of_pages() -> None:
    found = read_one("a.pdf", made.pdf(["a", "b", "c"]), replace(limits(), pages=2))
    assert isinstance(found, Rejected)
    assert found.reason == "has 3 pages, the limit is 2 (split it)"


def test_a_file_that_opens_without_the_owners_password_is_read() -> None:
    found = read_one("a.pdf", made.pdf(["abierto"], password=""))
    assert sections(found) == {"page 1": "abierto"}


@pytest.mark.shared
def test_two_government_files(shared: Path) -> None:
    files = {path.name: path.read_bytes() for path in sorted((shared / "data" / "documents").glob("*.pdf"))}
    eoir, usbp = read_files(files)
    assert len(sections(eoir)) == 5
    assert len(sections(usbp)) == 42
    assert "ARGENTINA * * 4 * 7 * *" in sections(eoir)["page 1"]
    assert "BELIZE 3 3 2 6 21 4 4 43" in sections(usbp)["page 1"]
