"""Metadata that lies beside reports: sidecars and manifests.

A sidecar is `NAME.yaml` beside the file NAME (`report.txt.yaml`). A manifest is `manifest.csv` in a folder: a header
with the column `path` and any metadata keys, then a row a file, `path` relative to the manifest's folder.
Where one of them is broken the reports it speaks of are rejected with it: a marking must not be lost in silence.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extractors.readers.decode import decode
from extractors.readers.limits import Limits
from extractors.readers.mapping import read_mapping
from extractors.tables.delimited import delimiter_of
from ontology.errors import InputError

MANIFEST = "manifest.csv"
SIDECAR = ".yaml"
_NEARLY = (".yml", ".YAML", ".YML")
"""How people end the name of a sidecar, too."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest's rows by the path they name, with their line. `broken` says why none could be read."""

    path: Path
    rows: Mapping[str, tuple[int, Mapping[str, object]]] = field(default_factory=dict)
    broken: InputError | None = None

    def row(self, name: str) -> Mapping[str, object]:
        """The metadata of a file, `name` relative to the manifest's folder. Raises InputError when it is broken."""
        if self.broken:
            raise InputError(f"{MANIFEST} is broken: {self.broken.what}", where=f"{MANIFEST}: {self.broken.where}")
        return self.rows[name][1] if name in self.rows else {}


def read_sidecar(report: Path, limits: Limits) -> Mapping[str, object]:
    """The keys of the sidecar of a report, none where there is none. Raises InputError when it is broken."""
    sidecar = report.with_name(report.name + SIDECAR)
    if not sidecar.is_file():
        for suffix in _NEARLY:  # else the report would be loaded without the marking that was written for it
            if (nearly := report.with_name(report.name + suffix)).is_file():
                raise InputError("its sidecar has another name", where=nearly.name, mend=f"name it {sidecar.name}")
        return {}
    try:
        found = read_mapping(decode(sidecar.read_bytes()), limits)
    except OSError as error:
        raise InputError(f"its sidecar cannot be read: {error.strerror}", where=sidecar.name) from None
    except InputError as error:
        raise InputError(f"its sidecar is broken: {error.what}", where=f"{sidecar.name}: {error.where}") from None
    if found is None:
        raise InputError("its sidecar is no mapping of keys to values", where=sidecar.name)
    return found


def read_manifest(folder: Path, limits: Limits) -> Manifest | None:
    """The manifest of a folder, or None where there is none."""
    path = folder / MANIFEST
    if not path.is_file():
        return None
    try:
        return Manifest(path, _rows(path, limits))
    except OSError as error:
        return Manifest(path, broken=InputError(f"cannot be read: {error.strerror}", where="file"))
    except InputError as error:
        return Manifest(path, broken=error)


def _rows(path: Path, limits: Limits) -> dict[str, tuple[int, Mapping[str, object]]]:
    text = decode(path.read_bytes())
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    rows: dict[str, tuple[int, Mapping[str, object]]] = {}
    header: list[str] | None = None
    try:
        for cells in table:
            where = f"line {table.line_num}"
            if not any(cells):
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                if "path" not in header or len(set(header)) < len(header):
                    raise InputError("the header needs a column path, and no column twice", where=where)
                continue
            if len(cells) != len(header):
                raise InputError(f"{len(cells)} cells under {len(header)} columns", where=where)
            row = dict(zip(header, cells, strict=True))
            name = row.pop("path").strip().removeprefix("./")
            if name in rows:
                raise InputError(f"{name!r} stands twice", where=where)
            if len(rows) >= limits.rows:
                raise InputError(f"has more than {limits.rows} rows", where=where)
            rows[name] = (table.line_num, row)
    except csv.Error as error:
        raise InputError(f"is not CSV: {error}", where=f"line {table.line_num}") from None
    return rows
