"""ODT: paragraphs and tables in the order of the document, between its headers and its footers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.readers.base import Options, Record, Report, Source, assemble
from extractors.readers.office import Blocks, Package, local
from ontology.errors import InputError

_BODY = "content.xml"
_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_PARAGRAPH = frozenset({"p", "h"})
_CELL = frozenset({"table-cell", "covered-table-cell"})
_ASIDE = ("note", "annotation")
_DROPPED = frozenset({"tracked-changes", "sequence-decls", "forms", "scripts", "note-citation"})
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_WRITTEN = {"tab": "\t", "line-break": "\n", "s": " "}
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class OdtReader:
    """The text as its last revision shows it; notes and comments follow it."""

    suffixes: tuple[str, ...] = (".odt",)
    isolated: bool = True

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        package = Package(source.data, options.limits)
        manifest = package.xml("META-INF/manifest.xml")
        if manifest is not None and any(local(element) == "encryption-data" for element in manifest.iter("{*}*")):
            raise InputError("is encrypted", mend="save it without password")
        content = package.xml(_BODY)
        body = content.find("{*}body/{*}text") if content is not None else None
        if body is None:
            raise InputError("holds no text of a word processor", where=_BODY)
        styles = package.xml("styles.xml")
        text, parts = assemble(
            (name, section)
            for name, section in (
                ("header", _each(styles, ("header", "header-left", "header-first"))),
                ("body", _readable(body)),
                ("notes", _each(body, _ASIDE)),
                ("footer", _each(styles, ("footer", "footer-left", "footer-first"))),
            )
            if section
        )
        meta = package.xml("meta.xml")
        title = meta.find(f".//{_DUBLIN_CORE}title") if meta is not None else None
        metadata = {"title": title.text if title is not None else None}
        yield Report(text, metadata, hashlib.sha256(source.data).hexdigest(), _MEDIA_TYPE, parts=parts)


def _each(root: etree._Element | None, names: Iterable[str]) -> str:
    """The different texts of the elements of these names: headers that are alike, and notes, each once."""
    found = root.iter(*("{*}" + name for name in names)) if root is not None else ()
    return "\n\n".join(dict.fromkeys(text for element in found if (text := _readable(element))))


def _readable(root: etree._Element) -> str:
    blocks = Blocks()
    paragraphs = 0  # text that is in no paragraph is layout of the file

    def add(text: str | None) -> None:
        if text and paragraphs:
            blocks.add(_SPACE.sub(" ", text))

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if element is not root and (name in _DROPPED or name in _ASIDE or element.tag.startswith(_DUBLIN_CORE)):
            if event == "start":
                walk.skip_subtree()
            else:
                add(element.tail)
        elif event == "start":
            if name in _CELL:
                blocks.open_cell()
            paragraphs += name in _PARAGRAPH
            blocks.add(_WRITTEN.get(name))
            add(element.text)
        else:
            if name in _PARAGRAPH:
                blocks.close_paragraph()
            elif name in _CELL:
                blocks.close_cell()
            elif name == "table-row":
                blocks.close_block()
            paragraphs -= name in _PARAGRAPH
            if element is not root:
                add(element.tail)
    return blocks.text()


ODT = OdtReader()
