"""HTML pages: the readable text in paragraphs, the title, and the language the page declares."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractors.readers.base import Options, Record, Report, Source
from extractors.readers.decode import decoded
from extractors.readers.limits import Limits
from ontology.errors import InputError

_DROPPED = frozenset(
    ("script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "canvas", "select",
     "textarea", "head")
)  # fmt: skip
_PARAGRAPH = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "dialog", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
     "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul")
)  # fmt: skip
_CELL = frozenset({"td", "th"})
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,30})""", re.IGNORECASE)
_KNOWN = re.compile(r"(windows-125\d|iso-8859-\d{1,2}|macintosh|koi8-r)\Z")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND = re.compile(r" *([\n\t]) *")


@dataclass(frozen=True, slots=True)
class WebpageReader:
    """Paragraphs are set apart by a blank line, cells of a table by a tab; scripts, styles and comments are dropped."""

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")
    isolated: bool = False

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        file = decoded(source.data, declared=_declared(source.data))
        text, metadata = read_page(file.text, options.limits)
        yield Report(text, metadata, hashlib.sha256(source.data).hexdigest(), "text/html", notes=file.notes)


def read_page(markup: str, limits: Limits) -> tuple[str, dict[str, object]]:
    """The readable text of a page, and its title and language as metadata. Raises InputError for a page that cannot
    be parsed or nests too deep."""
    page = _parse(markup, limits)
    if page is None:
        return "", {}
    title = page.find(".//title")
    lang = page.get("lang", "")
    return _readable(page), {
        "title": _readable(title) if title is not None else None,
        "lang": lang if _LANG.match(lang) else None,  # what authors write there is often no language code
    }


def _parse(text: str, limits: Limits) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        page = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:  # nothing but comments
        raise InputError(f"is not HTML: {error.msg}", where=f"line {error.lineno}") from None
    for entry in parser.error_log:
        if entry.type_name in ("ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY", "ERR_INTERNAL_ERROR"):
            # beyond its own limits the parser stops and drops the rest in silence
            raise InputError(f"the page cannot be parsed: {entry.message}", where=f"line {entry.line}")
    if page is not None and (depth := _depth(page)) > limits.nesting:
        raise InputError(f"the page nests {depth} levels deep, the limit is {limits.nesting}")
    return page


def _depth(page: etree._Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _readable(root: etree._Element) -> str:
    blocks: list[str] = []
    line: list[str] = []
    verbatim = 0  # how many <pre> we are within

    def add(text: str | None) -> None:
        if text:
            line.append(text if verbatim else _SPACE.sub(" ", text))

    def close_block() -> None:
        block = "".join(line)
        blocks.append(block.strip("\n") if verbatim else _AROUND.sub(r"\1", block).strip())
        line.clear()

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = str(element.tag)
        if name in _DROPPED and element is not root:
            if event == "start":
                walk.skip_subtree()
            else:
                add(element.tail)
        elif event == "start":
            if name in _PARAGRAPH:
                close_block()
            if name == "br":
                line.append("\n")
            verbatim += name == "pre"
            add(element.text)
        else:
            if name in _PARAGRAPH:
                close_block()
            if name in _CELL:
                line.append("\t")
            verbatim -= name == "pre"
            if element is not root:
                add(element.tail)
    close_block()
    return "\n\n".join(block for block in blocks if block.strip())


def _declared(data: bytes) -> str | None:
    """The encoding that a meta element near the top names, where it is a plain one. ISO 8859-1 there means CP1252."""
    if not (found := _DECLARED.search(data[:4096])):
        return None
    name = found[1].decode("ascii").lower()
    return "cp1252" if name == "iso-8859-1" else name if _KNOWN.match(name) else None


HTML = WebpageReader()
