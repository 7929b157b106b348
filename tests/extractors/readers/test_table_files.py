"""CSV and XLSX as files: encodings, delimiters, types of cells, what is broken, too large or made to harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from extractors.readers.base import Reading, Rejected
from extractors.readers.limits import limits
from extractors.readers.read import read_all
from extractors.tables.delimited import delimiter_of
from tests.extractors.tables.tabled import FLAGS, read

ROWS = ["phone{0}name{0}notes", "+52 867 555 0133{0}José Peña{0}uno", "+52 899 555 0177{0}Ana{0}dos, tres; cuatro"]


def names(path: Path) -> list[str]:
    found = read(path, "phones")
    assert all(isinstance(record, Reading) for record in found), found
    return [line.partition(": ")[2] for r in found if isinstance(r, Reading) for line in r.document.text.splitlines()
            if line.startswith("name: ")]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = "\r\n".join(ROWS).replace("dos, tres; cuatro", '"dos, tres; cuatro"').format(delimiter)
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    assert names(tmp_path / "t.csv") == ["José Peña", "Ana"]


def test_a_file_may_name_its_delimiter(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("sep=|\n" + "\n".join(ROWS).format("|"), "utf-8")
    (first, _) = read(tmp_path / "t.csv", "phones")
    assert isinstance(first, Reading)
    assert first.row == "row 3"


def test_the_delimiter_is_that_on_which_lines_agree() -> None:
    assert delimiter_of("a;b\n1,5;2\n1;2,5\n") == ";"
    assert delimiter_of("just words, no table\n") == ","


def test_a_cell_may_hold_lines(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('phone,notes\n+52 867 555 0133,"one\ntwo"\n+52 899 555 0177,x\n', "utf-8")
    first, second = read(tmp_path / "t.csv", "phones")
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert "notes: one\ntwo\n" in first.document.text
    assert second.row == "row 3"


def bounded(path: Path, **bounds: int) -> list[Reading | Rejected]:
    flags = FLAGS | {"mapping": "phones"}
    return list(read_all([path], today=date(2026, 3, 1), flags=flags, bounds=replace(limits(), **bounds)))


@pytest.mark.parametrize(
    ("bounds", "reason", "place"),
    [
        ({"rows": 1}, "has more than 1 rows (split it)", None),
        ({"columns": 2}, "has more than 2 columns", "row 1"),
        ({"cell_characters": 9}, "the cell has 16 characters, the limit is 9", "row 2: A2"),
    ],
)
def test_limits_of_tables(tmp_path: Path, bounds: dict[str, int], reason: str, place: str | None) -> None:
    (tmp_path / "t.csv").write_text("\n".join(ROWS).replace(", ", " ").format(","), "utf-8")
    found = [record for record in bounded(tmp_path / "t.csv", **bounds) if isinstance(record, Rejected)]
    assert (found[0].reason, found[0].place) == (reason, place)


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('phone,name\n+52 867 555 0133,Ana\n+1,"x' + "y,z\n" * 50_000, "utf-8")
    good, bad = read(tmp_path / "t.csv", "phones")
    assert isinstance(good, Reading)
    assert isinstance(bad, Rejected)
    assert bad.place == "row 3"


@given(st.binary(max_size=200) | st.text(alphabet='ab,;"\n\t|\x00 é', max_size=120).map(str.encode))
def test_any_bytes_give_rows_or_reasons(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "t.csv"
    path.write_bytes(b"phone,name\n+52 867 555 0133,Ana\n" + data)
    found = read(path, "phones")
    assert found
    assert all(record.row or record.reason for record in found if isinstance(record, Rejected))


def save(folder: Path, fill: Callable[[Any], None]) -> Path:
    book = Workbook()
    fill(book)
    book.save(folder / "t.xlsx")
    return folder / "t.xlsx"


def test_typed_cells(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.active.append(["phone", "name", "since", "a", "b", "c", "d"])
        book.active.append([528675550133, "Ana", date(2023, 5, 14), datetime(2023, 5, 14, 10, 22), True, 1.5, 2.0])

    (found,) = read(save(tmp_path, fill), "phones")
    assert isinstance(found, Reading)
    assert [line.partition(": ")[2] for line in found.document.text.splitlines()] == [
        "528675550133", "Ana", "2023-05-14", "2023-05-14 10:22:00", "TRUE", "1.5", "2",
    ]  # fmt: skip


def test_formulas_give_what_was_saved_with_them(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.active.append(["phone", "name"])
        book.active.append(["+52 867 555 0133", "=A1"])
        book.active.append(["+52 899 555 0177", "=NA()"])
        book.active.append(["=B7", "x"])

    path = save(tmp_path, fill)
    inside = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    inside[sheet] = inside[sheet].replace(b'"B3"><f>NA()</f><v></v>', b'"B3" t="e"><f>NA()</f><v>#N/A</v>')
    with zipfile.ZipFile(path, "w") as package:
        for name, data in inside.items():
            package.writestr(name, data)
    first, second, third = read(path, "phones")
    assert isinstance(first, Reading)
    assert first.notes == ("Sheet!B2: a formula whose value was not saved",)
    assert isinstance(second, Reading)
    assert second.notes == ("Sheet!B3: a formula that gives #N/A",)
    assert isinstance(third, Rejected)
    assert third.reason == "number is required and there is nothing in it (a formula whose value was not saved)"


def test_every_sheet_is_read_or_named(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.active.append(["phone"])
        book.active.append(["+52 867 555 0133"])
        book.create_sheet("More").append(["Teléfono"])
        book["More"].append(["+52 899 555 0177"])
        book["More"].sheet_state = "hidden"
        book.create_sheet("Words").append(["nothing of that kind"])
        book.create_sheet("Empty")

    first, second, words = read(save(tmp_path, fill), "phones")
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert (first.row, second.row) == ("sheet Sheet, row 2", "sheet More, row 2")
    assert isinstance(words, Rejected)
    assert words.place == "sheet Words"
    (found,) = bounded(tmp_path / "t.xlsx", sheets=3)
    assert isinstance(found, Rejected)
    assert found.reason == "has 4 sheets, the limit is 3 (split it)"


def plain(folder: Path) -> Path:
    def fill(book: Any) -> None:
        book.active.append(["phone"])
        book.active.append(["+52 867 555 0133"])

    return save(folder, fill)


def changed(path: Path, change: Callable[[str, bytes], bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as other:
        for name in package.namelist():
            other.writestr(name, change(name, package.read(name)))
    return made.getvalue()


def bomb(name: str, data: bytes) -> bytes:
    return data + b" " * 30_000_000 if "sheet1" in name else data


def doctype(name: str, data: bytes) -> bytes:
    return data.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet') if "sheet1" in name else data


def wide(name: str, data: bytes) -> bytes:
    return data.decode().encode("utf-16") if "sheet1" in name else data


def far_away(name: str, data: bytes) -> bytes:
    return data.replace(b'r="2"', b'r="1048576"').replace(b'r="A2"', b'r="A1048576"') if "sheet1" in name else data


def cut_sheet(name: str, data: bytes) -> bytes:
    return data[: len(data) // 2] if "sheet1" in name else data


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: changed(path, bomb), "times its size, the limit is"),
        (lambda path: changed(path, doctype), "declares a document type"),
        (lambda path: changed(path, wide), "declares a document type"),
        (lambda path: changed(path, far_away), "has more than 200000 rows"),
        (lambda path: changed(path, cut_sheet), "is broken"),
        (lambda path: path.read_bytes()[:-900], "is empty, cut short or no office document"),
        (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is encrypted, or of the time before 2007"),
        (lambda path: changed(path, lambda name, data: b"" if name == "xl/workbook.xml" else data), "is "),
    ],
    ids=["bomb", "doctype", "utf16", "far", "cut sheet", "cut", "encrypted", "no workbook"],
)
def test_hostile_and_broken_workbooks_are_one_rejected_record(
    tmp_path: Path, make: Callable[[Path], bytes], reason: str
) -> None:
    path = plain(tmp_path)
    path.write_bytes(make(path))
    found = read(path, "phones")
    assert len(found) == 1
    assert isinstance(found[0], Rejected)
    assert reason in found[0].reason


def test_the_plain_workbook_is_read(tmp_path: Path) -> None:
    (found,) = read(plain(tmp_path), "phones")
    assert isinstance(found, Reading)
