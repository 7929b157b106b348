"""What a reader is: one format's bytes in, the reports in them out.

A format that holds one report (a text, a page, a PDF), many (JSON lines, a table) or parts (pages, cells) goes through
the same protocol: `Report.place` says which row or part it came from, `Report.parts` what its text spans. A format
that encloses files (a mail its attachments, a mailbox its mails) hands them out as Enclosed, and the reader of each
one's own name reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from extractors.readers.limits import Limits
from extractors.tables.cells import Row
from extractors.tables.mapping import TableMapping
from ontology.document import Document, Part
from ontology.errors import InputError

if TYPE_CHECKING:  # the process that reads risky files has no use for the pipeline, and no room
    from extractors.pipeline import GivenMention
    from extractors.told import Told


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes. `path` is where it was found, as given by the user; `name` is its path relative to the
    argument it was found under, in POSIX form: the given id of a document that is a whole file. An enclosed file has
    the path of the outermost one, `name` goes on below its encloser's, `place` is where in it and `depth` how deep."""

    path: str
    name: str
    data: bytes
    place: str | None = None
    depth: int = 0

    def row(self, place: str | None) -> str | None:
        """A place within this file, as seen from the outermost one."""
        return ": ".join(part for part in (self.place, place) if part) or None


@dataclass(frozen=True, slots=True)
class Options:
    """How to read. `gold_mentions`: take the labelled spans of a row with it, which are else ignored. `mapping` says
    what the columns of a table tell, `beside` holds the tables that it joins, by their names, and `country` (ISO 3166
    alpha-2) is the source's: how a bare phone number in it is read."""

    limits: Limits
    gold_mentions: bool = False
    mapping: TableMapping | None = None
    beside: Mapping[str, Source] = field(default_factory=dict)
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One report as its format tells it, before anything from outside the file is added.

    `text` is verbatim. `metadata` holds keys as written, known or not. `sha256` is of the bytes that make this report.
    `given_id` is set where the report bears an id of its own within the file. `place` is "line 7", "page 3" or None.
    `notes` say what of the file is not in the text, or not in the claims. `told` is what a table's mapping says.
    """

    text: str
    metadata: Mapping[str, object]
    sha256: str
    media_type: str
    given_id: str | None = None
    place: str | None = None
    given: tuple[GivenMention, ...] | None = None
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file within a file. `name` has no folder; `metadata` is what the encloser knows of it, and `place` says which
    of the enclosed files it is."""

    name: str
    data: bytes
    metadata: Mapping[str, object]
    place: str


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

    def within(self, source: Source) -> Rejected:
        """The same as seen from the outermost file."""
        return replace(self, row=source.row(self.row), place=source.row(self.place))


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, ready to be extracted, with what belongs to it but not into it.

    `country` (ISO 3166 alpha-2) is the source's, where it is known. `row` is where in the file it stands.
    `received_given` is False where the day of loading stands in for a received date that nobody gave. `notes` and
    `told` as in Report.
    """

    document: Document
    path: str
    row: str | None = None
    given: tuple[GivenMention, ...] | None = None
    country: str | None = None
    received_given: bool = True
    notes: tuple[str, ...] = ()
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Tabled:
    """A row of a table as it was read, with its joined rows, to which the mapping is still to be applied: that is no
    risk, and takes longer than a file may take in the process that reads risky ones."""

    row: Row
    media_type: str
    joined: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)


Record = Report | Rejected | Enclosed | Tabled


class Reader(Protocol):
    """One format. `suffixes` are lower case with their dot. `isolated` formats are read in a process of their own,
    with a limit of time and memory: their parsers can be made to hang, to swell or to crash."""

    @property
    def suffixes(self) -> tuple[str, ...]: ...

    @property
    def isolated(self) -> bool: ...

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        """The reports of a file in their order; a broken row is one Rejected and the next one follows.

        Raises InputError when the file as a whole cannot be read.
        """


def assemble(sections: Iterable[tuple[str, str]]) -> tuple[str, tuple[Part, ...]]:
    """One text of named sections, set apart by a blank line, and the span of each: empty for one without text."""
    text = ""
    parts: list[Part] = []
    for name, section in sections:
        if section.strip() and text:
            text += "\n\n"
        start = len(text)
        text += section if section.strip() else ""
        parts.append(Part(name, start, len(text)))
    return text, tuple(parts)
