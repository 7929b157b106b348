"""Text and Markdown: verbatim text, front matter, encodings."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extractors.readers.base import Reading, Rejected
from extractors.readers.decode import Decoded, decoded
from extractors.readers.limits import limits
from extractors.readers.read import read_all
from ontology.interval import Interval
from tests.conftest import ROOT

FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324", "lang": "en"}
TODAY = date(2026, 3, 1)


def read(tmp_path: Path, data: bytes, name: str = "report.txt") -> Reading | Rejected:
    (tmp_path / name).write_bytes(data)
    (found,) = read_all([tmp_path / name], today=TODAY, flags=FLAGS)
    return found


def text_of(found: Reading | Rejected) -> str:
    assert isinstance(found, Reading), found
    return found.document.text


@pytest.mark.parametrize("name", ["report.txt", "report.md", "REPORT.TXT"])
@pytest.mark.parametrize(
    "text",
    [
        "línea uno\r\nlínea dos\r\n",
        "one\rtwo\r",
        "e\u0301 decomposed, \u00e9 composed \ufb01",
        "  indented\n\n\n\ttabbed  \n",
        "---\nnot front matter, no end\n",
        "---\nplain words between rules\n---\nmore words\n",
        "a\u2028b\u0085c",
    ],
)
def test_text_is_verbatim(tmp_path: Path, name: str, text: str) -> None:
    data = text.encode()
    found = read(tmp_path, data, name)
    assert text_of(found) == text
    assert isinstance(found, Reading)
    assert found.document.sha256 == hashlib.sha256(data).hexdigest()
    assert found.document.given_id == name


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfSe\xc3\xb1al", "Señal"),
        ("\ufeffSeñal".encode("utf-16-le"), "Señal"),
        ("\ufeffSeñal".encode("utf-16-be"), "Señal"),
        ("Señal en “Piedras”".encode("cp1252"), "Señal en “Piedras”"),
        ("NIÑO – ¿así?".encode("cp1252"), "NIÑO – ¿así?"),
        ("Señal: ¿acción en ESPAÑA?".encode("cp850"), "Señal: ¿acción en ESPAÑA?"),
        ("avión à côté".encode("cp850"), "avión à côté"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str) -> None:
    assert text_of(read(tmp_path, data)) == text


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_every_spanish_sample_report_is_read_in_either_old_encoding(encoding: str) -> None:
    reports = [path.read_text("utf-8") for path in sorted((ROOT / "api" / "sample" / "reports").glob("*.txt"))]
    fitting = [
        text for text in reports if not text.isascii() and text == text.encode(encoding, "replace").decode(encoding)
    ]
    assert len(fitting) > 20
    for text in fitting:
        assert decoded(text.encode(encoding)) == Decoded(text, encoding)


def test_a_text_of_dos_is_named_in_the_notes(tmp_path: Path) -> None:
    dos, windows = (read(tmp_path, "Señal".encode(encoding)) for encoding in ("cp850", "cp1252"))
    assert isinstance(dos, Reading)
    assert isinstance(windows, Reading)
    assert (dos.notes, windows.notes) == (("read as CP850",), ())


@pytest.mark.parametrize(
    ("data", "reason", "place"),
    [
        (b"", "there is no text in it", None),
        (b"  \n\t\n", "there is no text in it", None),
        (b"abc\0def", "holds a NUL character", "character 3"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is binary, not text", "byte 6"),
        ("acción y traici".encode() + b"\xc3 rota", "is neither UTF-8 nor CP1252: damaged UTF-8", "byte 16"),
        (b"abc \x81\x8d", "is not CP1252", "byte 4"),
        (b"\xff\xfea", "is not UTF-16-LE", "byte 2"),
    ],
)
def test_what_is_no_text_is_rejected_with_its_place(tmp_path: Path, data: bytes, reason: str, place: str) -> None:
    found = read(tmp_path, data)
    assert isinstance(found, Rejected)
    assert found.reason.startswith(reason)
    assert (found.place, found.id) == (place, "report.txt")


def test_front_matter_is_metadata_and_the_rest_is_text(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        b"---\r\nagency: FGR\nsource: Estaci\xc3\xb3n\nreliability: b\ncredibility: 3\ncountry: NO\ndate: 2023-05\n"
        b"event_date: 2023-05-03\nreceived: 2024-02-29\ntitle: 0012\nunknown: {a: [b]}\n---  \n\nText\r\n---\n",
    )
    assert text_of(found) == "\nText\r\n---\n"
    assert isinstance(found, Reading)
    document = found.document
    assert document.handling.submitting_agency == "FGR"
    assert (document.source, document.reliability, document.credibility) == ("Estación", "B", 3)
    assert (document.report_date, document.event_date) == (Interval.month(2023, 5), Interval.day(date(2023, 5, 3)))
    assert (document.received, document.due) == (date(2024, 2, 29), date(2029, 2, 28))
    assert document.title == "0012"
    assert (found.country, found.received_given) == ("NO", True)


def test_defaults_of_what_is_absent(tmp_path: Path) -> None:
    found = read(tmp_path, b"---\nreliability:\ntitle: ''\n---\nText")
    assert isinstance(found, Reading)
    document = found.document
    assert (document.source, document.reliability, document.credibility) == ("CBP", "F", 6)
    assert (document.received, document.title, document.event_date) == (TODAY, None, None)
    assert (found.country, found.received_given) == (None, False)


@pytest.mark.parametrize(
    ("front", "reason", "place"),
    [
        ("agency: [a\n", "the metadata is not YAML", "line 3"),
        ("agency: A\nagency: B\n", "the metadata is not YAML: 'agency' stands twice", "line 3"),
        ("a: &x 1\nb: *x\n", "the metadata is not YAML: aliases are not taken", "line 3"),
        ("a: !!python/object:os.system {}\n", "the metadata is not YAML: tags are not taken", "line 2"),
        ("a: !!int x\n", "the metadata is not YAML: tags are not taken", "line 2"),
        ("a: \x01\n", "the metadata is not YAML: unacceptable character", "line 2"),
        ("? [a]\n: b\n", "the metadata is not YAML: a key is not a word", "line 2"),
        ("a: " + "[" * 300 + "]" * 300 + "\n", "the metadata is not YAML: nested deeper than 200", "line 2"),
        ("a: " + "b" * 70_000 + "\n", "the metadata has more than 65536 bytes", "line 2"),
        ("agency: {a: b}\n", "is neither a text, a number nor a list of texts", "agency"),
        ("marking: SECRET\n", "classified material may not be loaded", "marking"),
        ("received: 2023-02-30\n", "is no day: '2023-02-30' (write YYYY-MM-DD)", "received"),
        ("received: 2023-02\n", "is no day", "received"),
        ("date: 03/05/2023\n", "is no date", "date"),
        ("event_date: 2023-13\n", "is no date", "event_date"),
        ("reliability: Z\n", "is no grade of a source", "reliability"),
        ("credibility: 7\n", "is no grade of a content", "credibility"),
        ("country: Narnia\n", "is no country code", "country"),
        ("lang: español\n", "is no language code", "lang"),
        ("retention_class: for ever\n", "unknown retention class", "retention_class"),
        ("received: 2024-01-01\nreview_due: 2031-01-01\n", "review_due 2031-01-01 is more than", "review_due"),
        ("us_person: perhaps\n", "unknown value", "us_person"),
        ("protected_codes: ASYL XXXX\n", "unknown protected code 'XXXX'", "protected_codes"),
    ],
)
def test_wrong_metadata_is_rejected_and_names_line_or_field(
    tmp_path: Path, front: str, reason: str, place: str
) -> None:
    found = read(tmp_path, f"---\n{front}---\nText".encode())
    assert isinstance(found, Rejected)
    assert found.reason.startswith(reason)
    assert found.place == place


def test_limits_reject_and_never_cut(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 101)
    bounds = replace(limits(), characters=100)
    (found,) = read_all([tmp_path / "a.txt"], today=TODAY, flags=FLAGS, bounds=bounds)
    assert isinstance(found, Rejected)
    assert found.reason == "the text has 101 characters, the limit is 100 (split it)"
    bounds = replace(limits(), file_bytes=100)
    (found,) = read_all([tmp_path / "a.txt"], today=TODAY, flags=FLAGS, bounds=bounds)
    assert isinstance(found, Rejected)
    assert found.reason == "has 101 bytes, the limit is 100 (split it)"


def test_the_language_is_detected_where_nobody_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Se tuvo conocimiento de que un grupo de personas cruzó el río durante la madrugada."
    )
    flags = {key: value for key, value in FLAGS.items() if key != "lang"}
    (found,) = read_all([tmp_path / "a.txt"], today=TODAY, flags=flags)
    assert isinstance(found, Reading)
    assert found.document.lang == "es"
    (found,) = read_all([tmp_path / "a.txt"], today=TODAY, flags={**flags, "lang": "pt-BR"})
    assert isinstance(found, Reading)
    assert found.document.lang == "pt"
