"""DOCX: paragraphs and tables in the order of the document, between its headers and its notes and footers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.readers.base import Options, Record, Report, Source, assemble
from extractors.readers.office import Blocks, Package, local
from ontology.errors import InputError

_BODY = "word/document.xml"
_SECTIONS = (
    ("header", re.compile(r"word/header\d*\.xml")),
    ("body", re.compile(re.escape(_BODY))),
    ("footnotes", re.compile(r"word/footnotes\.xml")),
    ("endnotes", re.compile(r"word/endnotes\.xml")),
    ("comments", re.compile(r"word/comments\.xml")),
    ("footer", re.compile(r"word/footer\d*\.xml")),
)
_DROPPED = frozenset({"del", "moveFrom", "instrText", "Fallback", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"})
"""What was deleted, field codes, the second form of drawings, and properties."""
_WRITTEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class DocxReader:
    """The text as its last revision shows it: insertions are in it, deletions are not."""

    suffixes: tuple[str, ...] = (".docx", ".docm")
    isolated: bool = True

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        package = Package(source.data, options.limits)
        if _BODY not in package.names:
            raise InputError("holds no text of a word processor", where=_BODY)
        text, parts = assemble(_sections(package))
        metadata = {"title": _title(package)}
        yield Report(text, metadata, hashlib.sha256(source.data).hexdigest(), _MEDIA_TYPE, parts=parts)


def _sections(package: Package) -> Iterator[tuple[str, str]]:
    for section, pattern in _SECTIONS:
        texts: dict[str, None] = {}  # the same header stands in several files, for first, odd and even pages
        for name in sorted(filter(pattern.fullmatch, package.names)):
            if (root := package.xml(name)) is not None and (text := _readable(root)):
                texts[text] = None
        if texts:
            yield section, "\n\n".join(texts)


def _readable(root: etree._Element) -> str:
    blocks = Blocks()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if name in _DROPPED:
            if event == "start":
                walk.skip_subtree()
        elif event == "start":
            if name == "t":
                blocks.add(element.text)
            elif name == "tc":
                blocks.open_cell()
            else:
                blocks.add(_WRITTEN.get(name))
        elif name == "p":
            blocks.close_paragraph()
        elif name == "tc":
            blocks.close_cell()
        elif name == "tr":
            blocks.close_block()
    return blocks.text()


def _title(package: Package) -> str | None:
    properties = package.xml("docProps/core.xml")
    title = properties.find("{http://purl.org/dc/elements/1.1/}title") if properties is not None else None
    return title.text if title is not None else None


DOCX = DocxReader()
