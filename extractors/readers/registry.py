"""Which reader reads which file: by suffix, and nothing else."""

from __future__ import annotations

from pathlib import PurePosixPath

from extractors.readers.base import Reader
from extractors.readers.docx import DOCX
from extractors.readers.mail import MAIL
from extractors.readers.mbox import MAILBOX
from extractors.readers.odt import ODT
from extractors.readers.pdf import PDF
from extractors.readers.plain import MARKDOWN, TEXT
from extractors.readers.rows import JSON_LINES
from extractors.readers.rtf import RTF
from extractors.readers.tables import CSV, XLSX
from extractors.readers.webpage import HTML
from ontology.errors import InputError

READERS: tuple[Reader, ...] = (TEXT, MARKDOWN, HTML, PDF, DOCX, ODT, RTF, MAIL, MAILBOX, JSON_LINES, CSV, XLSX)
_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}
SUFFIXES = tuple(sorted(_BY_SUFFIX))


def reader_for(name: str) -> Reader:
    """The reader of a file of this name. Raises InputError that says which suffixes are known."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in _BY_SUFFIX:
        raise InputError(
            f"no reader for {f'the suffix {suffix}' if suffix else 'a file without a suffix'}",
            mend="known: " + " ".join(SUFFIXES),
        )
    return _BY_SUFFIX[suffix]
