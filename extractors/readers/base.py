"""What a reader is: one format's bytes in, the reports in them out.

A format that holds one report (a text, a page, a PDF), many (JSON lines, a table, a mailbox) or parts (pages, cells)
goes through the same protocol: `Report.place` says which row or part it came from, `Report.parts` what its text spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from extractors.pipeline import GivenMention
from extractors.readers.limits import Limits
from ontology.document import Document, Part
from ontology.errors import InputError


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes. `path` is where it was found, as given by the user; `name` is its path relative to the
    argument it was found under, in POSIX form: the given id of a document that is a whole file."""

    path: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Options:
    """How to read. `gold_mentions`: take the labelled spans of a row with it, which are else ignored."""

    limits: Limits
    gold_mentions: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One report as its format tells it, before anything from outside the file is added.

    `text` is verbatim. `metadata` holds keys as written, known or not. `sha256` is of the bytes that make this report.
    `given_id` is set where the report bears an id of its own within the file. `place` is "line 7", "page 3" or None.
    """

    text: str
    metadata: Mapping[str, object]
    sha256: str
    media_type: str
    given_id: str | None = None
    place: str | None = None
    given: tuple[GivenMention, ...] | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """One record that cannot be taken. `row` as in Reading; `place` is the line, byte or field that is to blame."""

    path: str
    id: str | None
    reason: str
    place: str | None = None
    row: str | None = None

    @classmethod
    def of(cls, error: InputError, path: str, id_: str | None, row: str | None = None) -> Rejected:
        """What an error says of a record; `row` is where in its file it stands."""
        reason = f"{error.what} ({error.mend})" if error.mend else error.what
        return cls(path, id_, reason, ": ".join(part for part in (row, error.where) if part) or None, row)


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, ready to be extracted, with what belongs to it but not into it.

    `country` (ISO 3166 alpha-2) is the source's, where it is known. `row` is `Report.place`. `received_given` is False
    where the day of loading stands in for a received date that nobody gave.
    """

    document: Document
    path: str
    row: str | None = None
    given: tuple[GivenMention, ...] | None = None
    country: str | None = None
    received_given: bool = True


class Reader(Protocol):
    """One format. `suffixes` are lower case with their dot."""

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    def read(self, source: Source, options: Options) -> Iterator[Report | Rejected]:
        """The reports of a file in their order; a broken row is one Rejected and the next one follows.

        Raises InputError when the file as a whole cannot be read.
        """
