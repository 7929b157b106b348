"""Which mapping reads which table, and the tables that it joins: they lie beside the main one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from extractors.readers.base import Options, Rejected, Source
from extractors.tables import load
from extractors.tables.mapping import TableMapping
from ontology.errors import InputError, SetupError

JOINED_SUFFIXES = (".csv", ".tsv")


class Mappings:
    """The mappings of one run, each read once, and which joined files wait for a main one."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], TableMapping] = {}
        self._waiting: dict[str, tuple[str, str]] = {}
        self._mains: set[str] = set()

    def find(self, named: str, folder: Path) -> TableMapping:
        """A shipped mapping by its name, or a file, looked for in the folder and then from where we are. Raises
        SetupError."""
        key = (named, str(folder))
        if key not in self._found:
            self._found[key] = load.find(named, folder if (folder / named).is_file() else None)
        return self._found[key]

    def options(self, source: Source, outer: Mapping[str, object], options: Options) -> Options | None:
        """How to read a file of which the metadata `outer` are known, its `mapping` among them or not; None for a
        joined table, whose rows the main one brings. Raises InputError where the mapping is wrong, or does
        not fit the file's name."""
        if (named := outer.get("mapping")) is None:
            return options
        path = Path(source.path)
        try:
            mapping = self.find(str(named), path.parent)
        except SetupError as error:
            raise InputError(error.what, where=error.where, mend=error.mend) from None
        country = outer.get("country")
        options = replace(options, mapping=mapping, country=str(country) if country else None)
        if not mapping.joined or PurePosixPath(source.name).suffix.lower() not in JOINED_SUFFIXES:
            return options
        if source.place is not None:
            raise InputError(f"the mapping {mapping.name} joins files, which are not enclosed in others")
        if main := mapping.main_of(path.name):
            self._waiting[source.path] = (source.name, str(path.with_name(main)))
            return None
        if mapping.main not in path.name:
            raise InputError(f"the mapping {mapping.name} reads files with {mapping.main!r} in their name")
        self._mains.add(str(path))
        files = {name: path.with_name(file) for name, file in mapping.beside(path.name).items()}
        beside = {name: _source(file, options) for name, file in files.items() if file.is_file()}
        return replace(options, beside=beside)

    def left(self) -> Iterator[Rejected]:
        """The joined tables whose main one was not among the files."""
        for path, (name, main) in self._waiting.items():
            if main not in self._mains:
                yield Rejected(path, name, f"belongs to {Path(main).name} beside it, which was not given")


def _source(path: Path, options: Options) -> Source:
    try:
        size = path.stat().st_size
        if size > options.limits.file_bytes:
            raise InputError(f"has {size} bytes, the limit is {options.limits.file_bytes}", where=path.name)
        return Source(str(path), path.name, path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=path.name) from None
