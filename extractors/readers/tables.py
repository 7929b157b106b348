"""Tables: their rows as a mapping knows them, each with the rows of other tables that belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.readers.base import Options, Record, Rejected, Source, Tabled
from extractors.tables import delimited, workbook
from extractors.tables.cells import Row
from extractors.tables.grid import Broken, Grid, rows
from extractors.tables.mapping import MAIN, TableMapping
from ontology.errors import InputError

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class CsvReader:
    """Delimited text: commas, semicolons, tabs or bars."""

    suffixes: tuple[str, ...] = (".csv", ".tsv")
    isolated: bool = False

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        mapping = needed(options)
        joined = _Joined(mapping, options)
        yield from joined.read()
        yield from _records([delimited.read(source.data)], mapping, joined, source, options, "text/csv")
        yield from joined.left()


@dataclass(frozen=True, slots=True)
class XlsxReader:
    """Workbooks: every sheet is a table of its own."""

    suffixes: tuple[str, ...] = (".xlsx", ".xlsm")
    isolated: bool = True

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        mapping = needed(options)
        if mapping.joined:
            raise InputError(f"the mapping {mapping.name} joins files, which are CSV")
        grids = workbook.read(source.data, options.limits)
        yield from _records(grids, mapping, _Joined(mapping, options), source, options, _XLSX)


def needed(options: Options) -> TableMapping:
    """The mapping of a table. Raises InputError where none was given."""
    if options.mapping is None:
        raise InputError(
            "a table needs a mapping, which says what its columns tell",
            mend="--mapping NAME or FILE; `linkwright mapping suggest` proposes one",
        )
    return options.mapping


def _records(
    grids: Iterable[Grid], mapping: TableMapping, joined: _Joined, source: Source, options: Options, media_type: str
) -> Iterator[Record]:
    for grid in grids:
        try:
            for row in rows(grid, mapping, MAIN, options.limits):
                if isinstance(row, Broken):
                    yield Rejected.of(row.error, source.path, None, row.place)
                else:
                    yield Tabled(row, media_type, joined.of(row))
        except InputError as error:  # what was read before stands, and so do the other sheets
            yield Rejected.of(error, source.path, None, f"sheet {grid.name}" if grid.name else None)


class _Joined:
    """The rows of the tables beside the main one, by the text that joins them."""

    def __init__(self, mapping: TableMapping, options: Options) -> None:
        self._mapping = mapping
        self._options = options
        self._rows: dict[str, dict[str, list[Row]]] = {name: {} for name in mapping.joined}
        self._met: set[str] = set()

    def read(self) -> Iterator[Record]:
        """Reads them; gives what is no row. Raises InputError where a file is not there."""
        for name, joined in self._mapping.joined.items():
            file = self._options.beside.get(name)
            if file is None:
                raise InputError(f"the mapping {self._mapping.name} joins a table {name}, which is not beside it")
            for row in rows(delimited.read(file.data), self._mapping, name, self._options.limits):
                if isinstance(row, Broken):
                    yield Rejected.of(row.error, file.path, None, row.place)
                else:
                    self._rows[name].setdefault(row.get(f"{name}.{joined.on}"), []).append(row)

    def of(self, row: Row) -> dict[str, tuple[Row, ...]]:
        """The rows that belong to a main row, by table."""
        found: dict[str, tuple[Row, ...]] = {}
        for name, joined in self._mapping.joined.items():
            key = row.get(joined.on)
            self._met.add(f"{name}.{key}")
            found[name] = tuple(self._rows[name].get(key, ()))
        return found

    def left(self) -> Iterator[Record]:
        """The rows that belong to none."""
        for name, by_key in self._rows.items():
            file = self._options.beside[name]
            for key, found in by_key.items():
                if f"{name}.{key}" not in self._met:
                    for row in found:
                        on = self._mapping.joined[name].on
                        what = f"no row of the main table has {key!r} in {on}, to which this one belongs"
                        yield Rejected(file.path, None, what, row.place, row.place)


CSV = CsvReader()
XLSX = XlsxReader()
