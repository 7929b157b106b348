"""PDF: the text of each page, and which pages hold pictures without text.

PDFium does the reading; why, stands in docs/decisions/reading-pdf.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractors.readers.base import Options, Record, Report, Source, assemble
from ontology.errors import InputError

_HEAD = 1024
"""Readers look for the first and the last mark of a PDF within so many bytes of its ends."""
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])\x02(?=[a-zà-ÿ])")
"""Where a line ends with a hyphen PDFium joins the halves with this control character."""
_REST = str.maketrans(
    {"\x02": "-", "\0": None, "\ufffe": None, "\uffff": None} | {chr(c): None for c in range(0xD800, 0xE000)}
)
_PASSWORD = 4
"""FPDF_ERR_PASSWORD"""


@dataclass(frozen=True, slots=True)
class PdfReader:
    """Parts are the pages, "page 1" and on. A page of a scan without a layer of text is named in a note; a file of
    nothing but such pages is rejected."""

    suffixes: tuple[str, ...] = (".pdf",)
    isolated: bool = True

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        # Only here, so that the library is loaded in the process for risky formats alone.
        import pypdfium2

        if b"%PDF-" not in source.data[:_HEAD]:
            raise InputError("is empty or no PDF: it does not begin with %PDF", where="byte 0")
        if b"%%EOF" not in source.data[-_HEAD:]:
            raise InputError("is cut short: no %%EOF at its end", where=f"byte {len(source.data)}")
        try:
            pdf = pypdfium2.PdfDocument(source.data)
        except pypdfium2.PdfiumError as error:
            if error.err_code == _PASSWORD:
                raise InputError("is encrypted, and opens with a password alone", mend="save it without") from None
            raise InputError(f"is broken: {error}") from None
        with pdf:
            yield _report(pdf, source, options)


def _report(pdf: Any, source: Source, options: Options) -> Report:
    if (count := len(pdf)) > options.limits.pages:
        raise InputError(f"has {count} pages, the limit is {options.limits.pages}", mend="split it")
    pages: list[tuple[str, str]] = []
    pictures: list[int] = []
    for number in range(1, count + 1):
        text, scanned = _page(pdf, number)
        pages.append((f"page {number}", text))
        if scanned:
            pictures.append(number)
    text, parts = assemble(pages)
    notes = []
    if pictures:
        if not text:
            raise InputError(
                "holds pictures without text: a scan", where=_pages(pictures), mend="run OCR over it first"
            )
        notes.append(f"{_pages(pictures)}: a picture without text (a scan), not read")
    if enclosed := pdf.count_attachments():
        notes.append(f"files enclosed in it were not read: {enclosed}")
    title = " ".join(pdf.get_metadata_value("Title").replace("\0", "").split())
    digest = hashlib.sha256(source.data).hexdigest()
    return Report(text, {"title": title}, digest, "application/pdf", parts=parts, notes=tuple(notes))


def _page(pdf: Any, number: int) -> tuple[str, bool]:
    """The text of a page, and whether it has none but shows a picture."""
    import pypdfium2

    try:
        page = pdf[number - 1]
        textpage = page.get_textpage()
        text = textpage.get_text_bounded()
        textpage.close()
        scanned = not text.strip() and any(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
        page.close()
    except pypdfium2.PdfiumError as error:
        raise InputError(f"is broken: {error}", where=f"page {number}") from None
    return _HYPHEN.sub("", text).translate(_REST).replace("\r\n", "\n").strip(), scanned


def _pages(numbers: list[int]) -> str:
    """`page 2`, `pages 2-5, 7`"""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return f"page {told}" if len(numbers) == 1 else f"pages {told}"


PDF = PdfReader()
