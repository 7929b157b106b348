"""XLSX: every sheet, shown or hidden, is a grid. Values as the program that saved it last saw them.

openpyxl reads what belongs to the whole workbook (sheets, shared texts, which styles are dates); cells are read here as
they stream by, since its own reader of cells needs five times as long and knows a formula or its value, never both.
What the ZIP declares is checked before anything is inflated.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from lxml import etree

from extractors.readers.limits import Limits
from extractors.readers.office import Package
from extractors.tables.grid import Grid, Line, letters
from ontology.errors import InputError

_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_CHUNK = 1 << 20
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+\Z")


def read(data: bytes, limits: Limits) -> Iterator[Grid]:
    """The sheets of a workbook. Raises InputError where it is none, is encrypted, broken, a bomb, or has too many."""
    Package(data, limits)
    _refuse_declarations(data)
    book = _Book(data)
    sheets = book.sheets()
    if len(sheets) > limits.sheets:
        raise InputError(f"has {len(sheets)} sheets, the limit is {limits.sheets}", mend="split it")
    for name, part in sheets:
        yield Grid(name, _lines(book, name, part, limits), padded=True)


def _refuse_declarations(data: bytes) -> None:
    """Raises InputError for XML that no office program writes: with entities, or two bytes a character."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.lower().endswith((".xml", ".rels")):
                continue
            with package.open(name) as stream:
                tail = b""
                while chunk := stream.read(_CHUNK):
                    looked_at = tail + chunk
                    if _DOCTYPE.search(looked_at) or (not tail and looked_at.startswith(_WIDE)):
                        raise InputError("declares a document type, as no office program does", where=name)
                    tail = looked_at[-32:]


class _Book:
    """What the sheets of a workbook share. openpyxl opens no sheet here: it would go through each for its size."""

    def __init__(self, data: bytes) -> None:
        from openpyxl.reader.excel import ExcelReader  # slow to import, and of use to the reading process alone
        from openpyxl.styles.stylesheet import apply_stylesheet
        from openpyxl.utils.exceptions import InvalidFileException

        try:
            reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            reader.read_manifest()
            reader.read_strings()
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
        except (InvalidFileException, KeyError, ValueError, TypeError) as error:
            raise InputError(f"is no workbook, or a broken one: {error}") from None
        self._reader: Any = reader
        self.shared_strings: Any = reader.shared_strings
        book: Any = reader.wb
        self.epoch = book.epoch
        self.dates: Collection[int] = book._date_formats
        self.lengths: Collection[int] = book._timedelta_formats

    def sheets(self) -> list[tuple[str, str]]:
        """The name of each sheet of cells, and of its file within the workbook."""
        found = self._reader.parser.find_sheets()
        return [(sheet.name, relation.target) for sheet, relation in found if "chartsheet" not in relation.Type]

    def open(self, part: str) -> IO[bytes]:
        """Raises InputError where the workbook names a sheet that is not in it."""
        try:
            stream: IO[bytes] = self._reader.archive.open(part)
        except KeyError:
            raise InputError(f"names a sheet that is not in it: {part}") from None
        return stream


def _lines(book: _Book, sheet: str, part: str, limits: Limits) -> Iterator[Line]:
    number = 0
    try:
        with book.open(part) as source:
            for _, row in etree.iterparse(source, tag="{*}row", resolve_entities=False, no_network=True):
                number = int(row.get("r") or number + 1)
                yield _line(row, number, book, sheet, limits)
                row.clear()
                while row.getprevious() is not None:  # what was read would else be kept to the end
                    del row.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise InputError(f"is broken after row {number}: {error.msg}") from None


def _line(row: etree._Element, number: int, book: _Book, sheet: str, limits: Limits) -> Line:
    cells: list[str] = []
    lost: list[str] = []
    for cell in row.iterchildren("{*}c"):
        column = _column(cell.get("r"), len(cells))
        if column >= limits.columns:
            raise InputError(f"has more than {limits.columns} columns", where=f"row {number}")
        cells += [""] * (column - len(cells))
        inside = {child.tag.rpartition("}")[2]: child for child in cell if isinstance(child.tag, str)}
        text, formula = _value(cell, inside, book), "f" in inside
        if cell.get("t") == "e":
            lost.append(f"{sheet}!{letters(column)}{number}: a formula that gives {text}")
            text = ""
        elif formula and not text:
            lost.append(f"{sheet}!{letters(column)}{number}: a formula whose value was not saved")
        cells.append(text)
    return Line(number, tuple(cells), tuple(lost))


def _column(reference: str | None, after: int) -> int:
    """Where a cell stands, counted from 0; one that does not say stands after the one before it."""
    if reference is None or not (found := _REFERENCE.match(reference)):
        return after
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return max(column - 1, after)


def _value(cell: etree._Element, inside: Mapping[str, etree._Element], book: _Book) -> str:
    """A typed value as text: days in ISO form, whole numbers without a point."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(str(text) for text in inside["is"].itertext()) if "is" in inside else ""
    written = (inside["v"].text or "") if "v" in inside else ""
    try:
        if not written or kind in ("str", "e", "d"):
            return written
        if kind == "s":
            return str(book.shared_strings[int(written)])
        if kind == "b":
            return "TRUE" if int(written) else "FALSE"
        style = int(cell.get("s", "0"))
        return _date(float(written), style, book) or _number(written)
    except (ValueError, IndexError, OverflowError):
        return written


def _date(number: float, style: int, book: _Book) -> str:
    """A number whose style is that of dates; empty for another."""
    from openpyxl.utils.datetime import from_excel

    length = style in book.lengths
    if not length and style not in book.dates:
        return ""
    value: datetime | date | time | timedelta | None = from_excel(number, book.epoch, timedelta=length)
    match value:
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case time():
            return value.isoformat("seconds")
        case _:
            return str(value)


def _number(written: str) -> str:
    """As people read it: programs write 528675550133 also as 5.28675550133E11."""
    number = float(written)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
