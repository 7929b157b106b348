"""XLSX: every sheet that is shown or hidden is a grid. Values as the program that saved it last saw them.

Read by openpyxl without building the sheets. What the ZIP declares is checked before anything is inflated.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from extractors.readers.limits import Limits
from extractors.readers.office import Package
from extractors.tables.grid import Grid, Line
from ontology.errors import InputError

_ERRORS = frozenset(("#N/A", "#REF!", "#NAME?", "#DIV/0!", "#NULL!", "#VALUE!", "#NUM!", "#GETTING_DATA", "#SPILL!"))
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_CHUNK = 1 << 20


def read(data: bytes, limits: Limits) -> Iterator[Grid]:
    """The sheets of a workbook. Raises InputError where it is none, is encrypted, broken, a bomb, or has too many."""
    Package(data, limits)
    formulas = _look_through(data)
    values = _open(data, values=True)
    written = _open(data, values=False) if formulas else None
    names = [sheet.title for sheet in values.worksheets]
    if len(names) > limits.sheets:
        raise InputError(f"has {len(names)} sheets, the limit is {limits.sheets}", mend="split it")
    for place, name in enumerate(names):
        sheet = values.worksheets[place]
        yield Grid(name, _lines(sheet, written.worksheets[place] if written else None, name), padded=True)


def _look_through(data: bytes) -> bool:
    """Whether a sheet holds formulas. Raises InputError for XML that no spreadsheet program writes."""
    formulas = False
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
                    formulas = formulas or bool(_FORMULA.search(looked_at))
                    tail = looked_at[-32:]
    return formulas


def _open(data: bytes, *, values: bool) -> Any:
    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError) as error:
        raise InputError(f"is no workbook, or a broken one: {error}") from None


def _lines(sheet: Any, written: Any, name: str) -> Iterator[Line]:
    # What a sheet declares as its size is often wrong, and may be made to be.
    for each in (sheet, written):
        if each is not None:
            each.reset_dimensions()
    behind = written.iter_rows() if written is not None else None
    for number, row in enumerate(sheet.iter_rows(), start=1):
        formulas = next(behind, ()) if behind is not None else ()
        cells: list[str] = []
        lost: list[str] = []
        for column, cell in enumerate(row):
            value = cell.value
            if value is None and column < len(formulas) and formulas[column].value is not None:
                lost.append(f"{name}!{formulas[column].coordinate}: a formula whose value was not saved")
            elif isinstance(value, str) and value in _ERRORS:
                lost.append(f"{name}!{cell.coordinate}: a formula that gives {value}")
                value = None
            cells.append(_text(value))
        yield Line(number, tuple(cells), tuple(lost))


def _text(value: object) -> str:
    """A typed value as text: days in ISO form, whole numbers without a point."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case _:
            return str(value)
