"""Files of the formats that are read, made by the libraries that people's programs are made of."""

from __future__ import annotations

import io
import mailbox
import re
import tempfile
import zipfile
import zlib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from docx import Document as WordDocument
from docx.oxml import parse_xml
from fpdf import FPDF
from openpyxl import Workbook
from PIL import Image

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(pages: list[str | None], *, password: str | None = None, title: str = "") -> bytes:
    """A page a text; None is a page that is one picture, "" a blank one."""
    made = FPDF()
    made.set_creation_date(datetime(2024, 5, 14, tzinfo=UTC))
    made.set_title(title)
    made.set_font("helvetica", size=11)
    if password is not None:
        made.set_encryption(owner_password="owner", user_password=password)
    for text in pages:
        made.add_page()
        if text is None:
            made.image(Image.new("L", (60, 40), 128), w=150)
        elif text:
            made.multi_cell(0, 6, text)
    return bytes(made.output())


def docx() -> bytes:
    word = WordDocument()
    word.core_properties.title = "Informe 12"
    word.sections[0].header.paragraphs[0].text = "UNIDAD DE ANÁLISIS"
    word.sections[0].footer.paragraphs[0].text = "Página 1"
    word.add_heading("Cateo en Reynosa", level=1)
    paragraph = word.add_paragraph("Detenido ")
    paragraph.add_run("Juan").bold = True
    paragraph.add_run(" Pérez.\tTel. 899")
    inserted = f'<w:ins {_WORD} w:id="1" w:author="x"><w:r><w:t> añadido</w:t></w:r></w:ins>'
    deleted = f'<w:del {_WORD} w:id="2" w:author="x"><w:r><w:delText>borrado</w:delText></w:r></w:del>'
    field = f"<w:r {_WORD}><w:instrText>HYPERLINK</w:instrText></w:r>"
    for markup in (inserted, deleted, field):
        paragraph._p.append(parse_xml(markup))
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells], ["Placa", "57-AK-8R", "Marca", ""], strict=True
    ):
        cell.text = text
    table.cell(1, 1).text = "Kenworth"
    table.cell(1, 1).add_paragraph("T680")
    word.add_paragraph("Fin.")
    control = f"<w:sdt {_WORD}><w:sdtContent><w:p><w:r><w:t>En control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    word.element.body.insert(len(word.element.body) - 1, parse_xml(control))
    out = io.BytesIO()
    word.save(out)
    return _undated(out)


def xlsx(rows: list[list[str]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return _undated(out)


_ODF = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_ODT_BODY = """<text:tracked-changes><text:p>borrado</text:p></text:tracked-changes>
<text:h>Cateo en  Reynosa</text:h>
<text:p>Detenido <text:span>Juan</text:span> Pérez.<text:tab/>Tel.<text:s text:c="1000000000"/>899<text:note>
<text:note-citation>1</text:note-citation><text:note-body><text:p>Según testigo</text:p></text:note-body>
</text:note></text:p>
<table:table><table:table-row><table:table-cell><text:p>Placa</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="99999"><text:p>57-AK-8R</text:p></table:table-cell>
</table:table-row></table:table>
<text:p>Fin<office:annotation><dc:creator>X</dc:creator><text:p>Comentario</text:p></office:annotation>.</text:p>"""


def odt(*, encrypted: bool = False) -> bytes:
    protection = "<manifest:encryption-data/>" if encrypted else ""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODF}><office:body><office:text>{_ODT_BODY}</office:text>"
            "</office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF}><office:master-styles><style:master-page>"
            "<style:header><text:p>UNIDAD</text:p></style:header><style:header-left><text:p>UNIDAD</text:p>"
            "</style:header-left><style:footer><text:p>Página 1</text:p></style:footer>"
            "</style:master-page></office:master-styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {_ODF}><office:meta><dc:title>Informe 12</dc:title></office:meta>"
            "</office:document-meta>",
            "META-INF/manifest.xml": f"<manifest:manifest {_ODF}><manifest:file-entry>{protection}"
            "</manifest:file-entry></manifest:manifest>",
        }
    )


def _undated(archive: io.BytesIO) -> bytes:
    """The same archive without the moment it was made at, so that it is the same again."""
    with zipfile.ZipFile(archive) as made:
        moment = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
        return zipped({name: moment.sub(b"", made.read(name)) for name in made.namelist()})


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\*\generator x;}\f0 "
    rb"Detenci\'f3n en Ca\u241?ada \u-10179?\u-8704?"
    rb"\par Tel. 899\tab Juan\par}"
)


def mail(*, subject: str = "Reporte de Ñuñoa", inner: EmailMessage | None = None) -> EmailMessage:
    """A mail in two forms with a text in CP1252, a PDF, a picture, and a mail where one is given."""
    made = EmailMessage()
    made["From"] = "José Núñez <jose@example.org>"
    made["To"] = "ana@example.org, luis@example.org"
    made["Subject"] = subject
    made["Date"] = "Tue, 14 May 2024 23:30:00 -0600"
    made["Message-ID"] = "<1@example.org>"
    made.set_content("Se vio el camión.\n", charset="iso-8859-1")
    made.add_alternative("<p>Se vio el <b>camión</b>.</p>", subtype="html")
    made.add_attachment("Señal “así”".encode("cp1252"), maintype="text", subtype="plain", filename="señal.txt")
    made.add_attachment(pdf(["Cruce en Laredo"]), maintype="application", subtype="pdf", filename="../mapa.pdf")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    if inner:
        made.add_attachment(inner)
    for number, part in enumerate(part for part in made.walk() if part.get_content_maintype() == "multipart"):
        if not str(part.get_boundary("")).startswith("part-"):  # those of the mail within have theirs
            part.set_boundary(f"part-{number}-{zlib.crc32(subject.encode())}")
    return made


def box(*mails: EmailMessage) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made = mailbox.mbox(Path(folder, "box"))
        for each in mails:
            message = mailbox.mboxMessage(each)
            message.set_from("jose@example.org", (2024, 5, 14, 23, 30, 0, 1, 135, 0))
            made.add(message)
        made.flush()
        made.close()
        return Path(folder, "box").read_bytes()
