"""What DOCX and ODT have in common: a ZIP of XML files, and a text of paragraphs and tables."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers.limits import Limits
from ontology.errors import InputError

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of Microsoft's older container: .doc, and files of Office that are encrypted."""
_ENCRYPTED = 0x1


class Package:
    """The files of an office document. Raises InputError when it is no whole ZIP, encrypted, or a bomb: what its
    directory declares is checked before anything is inflated, and nothing is inflated beyond what it declares."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        if data.startswith(_COMPOUND):
            raise InputError("is encrypted, or of the time before 2007", mend="save it without password, as .docx")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise InputError(f"is empty, cut short or no office document: {error}") from None
        entries = self._zip.infolist()
        inflated = sum(entry.file_size for entry in entries)
        if inflated > limits.inflated_bytes:
            raise InputError(f"inflates to {inflated} bytes, the limit is {limits.inflated_bytes}")
        if inflated > limits.inflation_ratio * len(data):
            raise InputError(
                f"inflates to {inflated // len(data)} times its size, the limit is {limits.inflation_ratio}"
            )
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise InputError("is encrypted", mend="save it without password")
        self.names = frozenset(entry.filename for entry in entries)

    def xml(self, name: str) -> etree._Element | None:
        """The root of one of its files, None where it is not there. Raises InputError, which names it, when broken."""
        if name not in self.names:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self._zip.read(name), parser)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
            raise InputError(f"is broken: {error}", where=name) from None
        except etree.XMLSyntaxError as error:
            if not error.lineno:  # all that the parser says when it runs out of memory
                raise MemoryError from None
            raise InputError(f"is broken: {error.msg}", where=f"{name}: line {error.lineno}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputError("declares a document type, as no office program does", where=name)
        return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace: the programs' older and stricter formats differ in that alone."""
    return str(element.tag).rpartition("}")[2]


@dataclass(slots=True)
class Blocks:
    """Gathers a text: paragraphs and rows of tables are set apart by a blank line, cells of a row by a tab."""

    _blocks: list[str] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _cells: int = 0
    """How many cells of tables we are within."""

    def add(self, text: str | None) -> None:
        if text:
            self._line.append(text)

    def close_paragraph(self) -> None:
        """Within a cell a line end, else the end of a block."""
        if self._cells:
            self._line.append("\n")
        else:
            self.close_block()

    def open_cell(self) -> None:
        self._cells += 1

    def close_cell(self) -> None:
        self._cells -= 1
        while self._line and self._line[-1] == "\n":
            self._line.pop()
        self._line.append("\t")

    def close_block(self) -> None:
        block = "".join(self._line).strip()
        self._line.clear()
        if block:
            self._blocks.append(block)

    def text(self) -> str:
        self.close_block()
        return "\n\n".join(self._blocks)
