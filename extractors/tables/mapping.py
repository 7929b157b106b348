"""What a mapping says: which columns of a table make which mentions, properties and links.

A mapping is a YAML file (`docs/mappings.md`); `extractors.tables.load` reads it. Everything here is plain data, so that
it can be sent to the process that reads a workbook.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass, field

MAIN = ""
"""Name of the table whose rows are documents; joined tables have names of their own."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Where a text comes from: cells (`columns`, more than one joined by a blank), the mention's own words (`own`), a
    named group of the pattern that found the mention (`group`), or the mapping itself (`constant`).

    `separator` parts one cell into several texts. `pattern` must be found in each of them: its group `value`, or else
    all of what it finds, is the text. `codes` leads folded texts to codes. `parameters` are what the value type needs
    beside the text (issuer, currency, order of day and month …).
    """

    columns: tuple[str, ...] = ()
    own: bool = False
    group: str | None = None
    constant: str | None = None
    separator: str | None = None
    pattern: re.Pattern[str] | None = None
    codes: Map[str, str] = field(default_factory=dict)
    parameters: Map[str, Pick] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A type, and when a mention is of it: `matches` is found in its words, and each column of `when` holds one of the
    (folded) texts, of which the empty one is for a cell that holds nothing."""

    type: str
    matches: re.Pattern[str] | None = None
    when: Map[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Mentions at the texts of `at`; of the `types` the first that fits. A property that a type lacks is not for it."""

    name: str
    types: tuple[Choice, ...]
    at: Pick
    properties: Map[str, tuple[Pick, ...]]


@dataclass(frozen=True, slots=True)
class Linked:
    """A link from each mention `subject` to each `object` of the row; of mentions of one joined table only within its
    row. `dates` holds `when`, the date of an occurrence, or `since` and `until`, the ends of a state."""

    link: str
    subject: str
    object: str
    qualifiers: Map[str, Pick]
    dates: Map[str, Pick]


@dataclass(frozen=True, slots=True)
class Joined:
    """A table beside the main one, whose rows belong to the main row with the same text in the column `on`."""

    name: str
    on: str
    header: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A whole mapping. `columns` leads each column's name to the (folded) words that may stand above it; `header` are
    the columns of a file that has no such row. `main` stands in the file's name where that of a joined table has the
    table's own name. `digest` changes with any of it.
    """

    name: str
    version: str
    why: str
    columns: Map[str, tuple[str, ...]]
    header: tuple[str, ...]
    absent: frozenset[str]
    id: tuple[str, ...]
    required: tuple[str, ...]
    metadata: Map[str, Pick]
    free_text: tuple[str, ...]
    mentions: Map[str, Mentioned]
    links: tuple[Linked, ...]
    main: str
    joined: Map[str, Joined]
    digest: str

    @property
    def extractor(self) -> str:
        """Name of the extractor that its claims bear."""
        return f"mapping:{self.name}"

    def beside(self, file: str) -> dict[str, str]:
        """Joined table → the name its file must have beside the main one."""
        return {name: file.replace(self.main, name, 1) for name in self.joined}

    def main_of(self, file: str) -> str | None:
        """The name of the main file that a file is joined to, None where it is no joined table."""
        stems = [name for name in self.joined if name in file and self.main not in file]
        return file.replace(stems[0], self.main, 1) if stems else None


def table_of(column: str) -> str:
    """The table of a column's full name: `alt` of `alt.name`, MAIN of `name`."""
    table, dot, _ = column.partition(".")
    return table if dot else MAIN
