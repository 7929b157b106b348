"""A backup: a folder with the truth as lines of JSON, the ledger of what users made, and a manifest that names both.

    manifest.json       format, counts, and the sha256 of every file
    judgements.jsonl    ingested.jsonl    documents.jsonl    (a line a record; a document with its mentions and claims)
    ledger.sqlite       where there is a ledger

It is written while others read and write: each document is whole, and what a judgement or the ingest ledger tells of is
there. Files are for their owner's eyes only.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from graph.archive.lines import holding_of, ingested_from, judgement_from
from graph.archive.summary import STREAMS, Source, Summary, Tally
from graph.judgement import Judgement
from graph.rows import Holding, Ingested
from graph.sqlite.ledger_file import copy_ledger
from ontology.errors import SetupError

FORMAT = 1
MANIFEST = "manifest.json"
LEDGER = "ledger.sqlite"


async def write_backup(
    source: Source, ledger: Path, folder: Path, *, progress: Callable[[int], None] | None = None
) -> Summary:
    """Write a backup into a folder that is not there yet. Raises SetupError when it is there or cannot be written."""
    draft = folder.with_name(folder.name + ".part")
    with _told(folder):
        if folder.exists():
            raise SetupError("is there already", where=str(folder), mend="name a new folder")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700, parents=True)
        try:
            if ledger.exists():
                copy_ledger(ledger, draft / LEDGER)
            summary = await _write_streams(source, draft, progress)
            files = {file.name: _sha256(file) for file in sorted(draft.iterdir())}
            manifest = {"format": FORMAT, "files": files, "holds": asdict(summary)}
            with _opened(draft / MANIFEST) as stream:
                stream.write(json.dumps(manifest, indent=2, sort_keys=True) + "\n")
            draft.rename(folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    return summary


async def _write_streams(source: Source, folder: Path, progress: Callable[[int], None] | None) -> Summary:
    tally = Tally()
    with _opened(folder / "judgements.jsonl") as stream:
        for judgement in await source.judgement_ledger():
            stream.write(tally.judgement(judgement))
    with _opened(folder / "ingested.jsonl") as stream:
        async for line in source.ingest_ledger():
            stream.write(tally.ingest(line))
    with _opened(folder / "documents.jsonl") as stream:
        async for holding in source.holdings():
            stream.write(tally.holding(holding))
            if progress:
                progress(1)
    return tally.summary()


@contextmanager
def _opened(file: Path) -> Iterator[TextIO]:
    """A new file, on the disk when the block ends."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123 of a descriptor
        yield stream
        stream.flush()
        os.fsync(descriptor)


class Backup:
    """A backup to restore from. Opening it reads every file once, and compares it with the manifest.

    Raises SetupError when a file is missing, was changed or cannot be read, and for a later format.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _told(folder):
            if not (folder / MANIFEST).is_file():
                raise SetupError("is no backup", where=str(folder), mend="name a folder that `linkwright backup` wrote")
            manifest = self._manifest()
            for name, digest in manifest["files"].items():
                if not (folder / name).is_file() or _sha256(folder / name) != digest:
                    raise SetupError("is missing or was changed", where=str(folder / name), mend="use another backup")
        self.summary = Summary(**manifest["holds"])

    def _manifest(self) -> dict[str, Any]:
        where = str(self._folder / MANIFEST)
        try:
            found = json.loads((self._folder / MANIFEST).read_text("utf-8"))
            format_, files = int(found["format"]), set(found["files"])
        except (ValueError, KeyError, TypeError) as error:
            raise SetupError("is no manifest of a backup", where=where, mend="use another backup") from error
        if format_ != FORMAT:
            raise SetupError(f"the backup has format {format_}, this program knows {FORMAT}", where=where,
                             mend="use the newer program that made it")  # fmt: skip
        if not files >= {f"{name}.jsonl" for name in STREAMS}:
            raise SetupError("it does not name all files of a backup", where=where, mend="use another backup")
        return dict(found)

    @property
    def ledger(self) -> Path | None:
        """The file of the ledger, where the backup has one."""
        file = self._folder / LEDGER
        return file if file.exists() else None

    async def judgement_ledger(self) -> list[Judgement]:
        return [judgement_from(line) for line in self._lines("judgements")]

    async def ingest_ledger(self) -> AsyncIterator[Ingested]:
        for line in self._lines("ingested"):
            yield ingested_from(line)

    async def holdings(self) -> AsyncIterator[Holding]:
        for line in self._lines("documents"):
            yield holding_of(line)

    def _lines(self, name: str) -> Iterator[str]:
        with (self._folder / f"{name}.jsonl").open(encoding="utf-8", newline="\n") as stream:
            yield from stream


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Errors of the file system, as where there is no room, as one of ours."""
    try:
        yield
    except OSError as error:
        raise SetupError(f"{error.strerror or error}", where=str(error.filename or folder),
                         mend="see that the disk is not full and the folder may be written") from error  # fmt: skip


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
