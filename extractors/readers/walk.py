"""Paths to files: which files a command means, in which order, and what lies beside each.

Every file is accounted for: one that cannot be read is one Rejected. Hidden files, sidecars and manifests are no
reports.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.readers.base import Rejected, Source
from extractors.readers.beside import MANIFEST, SIDECAR, Manifest, read_manifest, read_sidecar
from extractors.readers.limits import Limits
from extractors.readers.registry import reader_for
from ontology.errors import InputError


@dataclass(frozen=True, slots=True)
class Located:
    """A file to read, with the metadata beside it: its manifest row, then its sidecar, the later of which wins."""

    source: Source
    beside: tuple[Mapping[str, object], Mapping[str, object]]


def locate(paths: Sequence[str | Path], limits: Limits) -> Iterator[Located | Rejected]:
    """The files that the paths name: arguments in their order, within a folder by relative path (code points)."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from _folder(path, limits)
        elif path.name != MANIFEST and not _is_sidecar(path):
            manifest = read_manifest(path.parent, limits)
            yield _one(path, path.name, [(manifest, path.name)] if manifest else [], limits)


def _folder(root: Path, limits: Limits) -> Iterator[Located | Rejected]:
    names: list[str] = []
    manifests: dict[str, Manifest] = {}
    refused: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder)
        inside = here.relative_to(root).as_posix()
        if manifest := read_manifest(here, limits):
            manifests[inside] = manifest
        names += [
            (here / name).relative_to(root).as_posix()
            for name in files
            if not name.startswith(".") and name != MANIFEST and not _is_sidecar(here / name)
        ]
    for name in sorted(names):
        yield _one(root / name, name, _above(name, manifests), limits)
    for error in refused:
        yield Rejected(_printable(error.filename), None, f"the folder cannot be read: {error.strerror}")
    for inside, manifest in sorted(manifests.items()):
        yield from _unused(inside, manifest, frozenset(names))


def _one(path: Path, name: str, manifests: list[tuple[Manifest, str]], limits: Limits) -> Located | Rejected:
    try:
        if _printable(name) != name:
            raise InputError("the name of the file is not UTF-8", mend="rename it")
        if not path.exists():
            raise InputError("no such file or folder")
        if not path.is_file():  # a pipe would be waited for without end
            raise InputError("is no regular file")
        reader_for(name)
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise InputError(f"has {size} bytes, the limit is {limits.file_bytes}", mend="split it")
        row = next((row for manifest, inside in manifests if (row := manifest.row(inside))), {})
        return Located(Source(str(path), name, path.read_bytes()), (row, read_sidecar(path, limits)))
    except OSError as error:
        return Rejected(_printable(str(path)), _printable(name), f"cannot be read: {error.strerror}")
    except InputError as error:
        return Rejected.of(error, _printable(str(path)), _printable(name))


def _above(name: str, manifests: Mapping[str, Manifest]) -> list[tuple[Manifest, str]]:
    """The manifests that may speak of a file, the nearest first, with the file's path as each would name it."""
    found: list[tuple[Manifest, str]] = []
    for parent in Path(name).parents:
        if manifest := manifests.get(parent.as_posix()):
            found.append((manifest, Path(name).relative_to(parent).as_posix()))
    return found


def _unused(inside: str, manifest: Manifest, names: frozenset[str]) -> Iterator[Rejected]:
    path = _printable(str(manifest.path))
    if manifest.broken:
        yield Rejected(path, None, f"the manifest is broken: {manifest.broken.what}", manifest.broken.where or None)
    for name, (line, _) in manifest.rows.items():
        if (Path(inside) / name).as_posix() not in names:
            yield Rejected(
                path,
                _printable(name),
                f"the manifest names {_printable(name)}, which is not there",
                f"line {line}",
                f"line {line}",
            )


def _is_sidecar(path: Path) -> bool:
    return path.suffix == SIDECAR and path.with_suffix("").is_file()


def _printable(path: str) -> str:
    """A path with what is not UTF-8 in it written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
