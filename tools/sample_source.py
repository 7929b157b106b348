"""The sources of the sample's built files: front matter and a little of Markdown.

A block is what stands between blank lines: `# heading`, rows of a table (`| cell | cell |`, the header first), the word
`<!-- page -->`, or a paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

PAGE = "<!-- page -->"


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lines` as they stand in the source, of which only mails and texts keep the ends."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the header first."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who wrote to whom; `sent` in ISO 8601; `attached` file by its name in the mail."""

    sender: str
    to: str
    subject: str
    sent: str
    attached: dict[str, Sheet]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A source: the metadata of its sidecar, its blocks, and of a mail its envelope."""

    blocks: tuple[Block, ...]
    metadata: dict[str, str] = field(default_factory=dict)
    envelope: Envelope | None = None

    @property
    def title(self) -> str:
        """The first heading. Raises StopIteration where there is none."""
        return next(block.text for block in self.blocks if isinstance(block, Heading))


def read(path: Path) -> Sheet:
    """Read a source and those that it attaches. Raises ValueError where a table's rows differ in length."""
    text = path.read_text("utf-8")
    metadata: dict[str, str] = {}
    envelope = None
    if text.startswith("---\n"):
        front, _, text = text.removeprefix("---\n").partition("\n---\n")
        metadata = yaml.safe_load(front)
        if given := metadata.pop("mail", None):
            assert isinstance(given, dict)
            attached = {name: read(path.with_name(source)) for name, source in given.pop("attached").items()}
            envelope = Envelope(given["from"], given["to"], given["subject"], given["sent"], attached)
    blocks = tuple(_block(path, block.strip().split("\n")) for block in text.split("\n\n") if block.strip())
    return Sheet(blocks, metadata, envelope)


def _block(path: Path, lines: list[str]) -> Block:
    if lines == [PAGE]:
        return PageBreak()
    if lines[0].startswith("# "):
        return Heading(lines[0].removeprefix("# "))
    if lines[0].startswith("|"):
        rows = tuple(tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines)
        if len({len(row) for row in rows}) > 1:
            raise ValueError(f"{path}: rows of {lines[0]!r} differ in their number of cells")
        return Table(rows)
    return Paragraph(tuple(lines))
