"""One function a format: a source as the bytes of a file.

Equal sources give equal bytes; DOCX and XLSX up to the version of zlib, with equal files inside.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from docx import Document
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tools.sample_source import Heading, PageBreak, Paragraph, Sheet, Table

MADE = datetime(2026, 4, 1, tzinfo=UTC)
"""When every file says that it was made."""
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_NOW = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_BOUNDARY = "=_sample"


def html(sheet: Sheet) -> bytes:
    """A page as a newspaper's: navigation and a script around the article, which are no part of its text."""
    inside: list[str] = []
    for block in sheet.blocks:
        if isinstance(block, Heading):
            level = 1 if not inside else 2
            inside.append(f"<h{level}>{escape(block.text)}</h{level}>")
        elif isinstance(block, Table):
            rows = [
                "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>"
                for tag, row in zip(["th"] + ["td"] * len(block.rows), block.rows, strict=False)
            ]
            inside.append("<table>\n" + "\n".join(rows) + "\n</table>")
        elif isinstance(block, Paragraph):
            inside.append(f"<p>{escape(block.text)}</p>")
    return (
        f'<!DOCTYPE html>\n<html lang="{sheet.metadata["lang"]}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(sheet.title)} | {escape(sheet.metadata['source'])}</title>\n"
        "<style>body { font-family: serif; max-width: 40em }</style>\n"
        '<script>window.visits = "not part of the article";</script>\n</head>\n<body>\n<article>\n'
        + "\n".join(inside)
        + "\n</article>\n</body>\n</html>\n"
    ).encode()


def pdf(sheet: Sheet) -> bytes:
    """A PDF with a layer of text in one of the standard fonts (CP1252), the page's number at each foot."""

    class Numbered(FPDF):
        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("helvetica", size=9)
            self.cell(0, 10, str(self.page_no()), align="C")

    made = Numbered(format="letter")
    made.set_compression(False)  # so that the bytes hang on no version of zlib
    made.core_fonts_encoding = "cp1252"
    made.set_creation_date(MADE)
    made.set_title(sheet.title)
    made.add_page()
    for block in sheet.blocks:
        if isinstance(block, PageBreak):
            made.add_page()
        elif isinstance(block, Table):
            made.set_font("helvetica", size=10)
            with made.table() as table:
                for row in block.rows:
                    table.row(row)
        else:
            made.set_font("helvetica", style="B" if isinstance(block, Heading) else "", size=11)
            made.multi_cell(0, 6, block.text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            made.ln(3)
    return bytes(made.output())


def docx(sheet: Sheet) -> bytes:
    """A DOCX with the library's own template."""
    made = Document()
    made.core_properties.title = sheet.title
    made.core_properties.author = sheet.metadata["agency"]
    made.core_properties.created = made.core_properties.modified = MADE
    for block in sheet.blocks:
        if isinstance(block, Heading):
            made.add_heading(block.text, level=1)
        elif isinstance(block, Table):
            table = made.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif isinstance(block, Paragraph):
            made.add_paragraph(block.text)
    file = io.BytesIO()
    made.save(file)
    return _packed(file.getvalue())


def xlsx(sheet: Sheet) -> bytes:
    """A workbook: a sheet a heading, with the table below it. Days are cells of dates, as spreadsheets make them."""
    made = Workbook()
    made.remove(made.worksheets[0])
    page: Worksheet | None = None
    for block in sheet.blocks:
        if isinstance(block, Heading):
            page = made.create_sheet(block.text)
        elif isinstance(block, Table) and page is not None:
            for row in block.rows:
                page.append([_typed(cell) for cell in row])
    file = io.BytesIO()
    made.save(file)
    return _packed(file.getvalue())


def rtf(sheet: Sheet) -> bytes:
    """RTF in CP1252, as word processors of old wrote it."""
    lines = [
        ("{\\b " if isinstance(block, Heading) else "{") + _rtf(block.text) + "}\\par\\par"
        for block in sheet.blocks
        if isinstance(block, Heading | Paragraph)
    ]
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Helvetica;}}\\fs22"
    return "\n".join([head, *lines, "}"]).encode("ascii")


def mail(sheet: Sheet) -> bytes:
    """A mail with its attachments. It is put together here, since the library's folding changes with Python."""
    envelope = sheet.envelope
    assert envelope is not None
    sent = datetime.fromisoformat(envelope.sent)
    subject = base64.b64encode(envelope.subject.encode()).decode()
    text = "\n\n".join("\n".join(block.lines) for block in sheet.blocks if isinstance(block, Paragraph))
    lines = [
        f"From: {envelope.sender}",
        f"To: {envelope.to}",
        f"Subject: =?utf-8?b?{subject}?=",
        f"Date: {format_datetime(sent)}",
        f"Message-ID: <{sent:%Y%m%d%H%M}@{envelope.sender.rpartition('@')[2].rstrip('>')}>",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{_BOUNDARY}"',
        "",
        f"--{_BOUNDARY}",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        text,
        "",
    ]
    for name, attached in envelope.attached.items():
        lines += [
            f"--{_BOUNDARY}",
            "Content-Type: application/pdf",
            "Content-Transfer-Encoding: base64",
            f'Content-Disposition: attachment; filename="{name}"',
            "",
            base64.encodebytes(pdf(attached)).decode(),
        ]
    return "\n".join([*lines, f"--{_BOUNDARY}--", ""]).replace("\n", "\r\n").encode()


def _typed(cell: str) -> object:
    return datetime.fromisoformat(cell) if re.fullmatch(r"\d{4}-\d\d-\d\d", cell) else cell or None


def _rtf(text: str) -> str:
    escaped = re.sub(r"([\\{}])", r"\\\1", text)
    return "".join(c if ord(c) < 128 else f"\\'{c.encode('cp1252').hex()}" for c in escaped)


def _packed(data: bytes) -> bytes:
    """An office file with fixed times in its directory and its properties."""
    packed = io.BytesIO()
    stamp = MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "docProps/core.xml":
                content = _NOW.sub(rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(item.filename, _ZIPPED)
            info.create_system = 0
            new.writestr(info, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
