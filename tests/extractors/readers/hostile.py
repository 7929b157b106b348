"""Files made to hang, to swell or to break their reader."""

from __future__ import annotations

import io
import zipfile
import zlib

from tests.extractors.readers import made

MEGABYTE = 1 << 20
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def quick() -> dict[str, bytes]:
    """Those that take a moment to make and at most the limit of time to be refused."""
    loop = _pdf(b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999 >>", b"")
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (i, i) for i in range(1500))
    return {
        "ratio.docx": made.zipped({"word/document.xml": bytes(40 * MEGABYTE)}),
        "entities.docx": made.zipped({"word/document.xml": _entities()}),
        "deep.docx": made.zipped({"word/document.xml": f"<w:document {_WORD}>" + "<w:p>" * 100_000}),
        "loop.pdf": loop,
        "deep.pdf": _pdf(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"q " + b"[" * 300_000),
        "deep.eml": b"From: a@example.org\r\n" + parts,
        "deep.rtf": b"{\\rtf1 " + b"{" * 100_000 + b"}" * 100_001,
        "search.rtf": b"{\\rtf1 " + b'{\\field{\\*\\fldinst{ HYPERLINK "x"}} }' * 3000 + b"}",
        "deep.html": b"<div>" * 200_000 + b"x",
    }


def heavy() -> dict[str, bytes]:
    """Those that are heavy to make, or to refuse."""
    twice = zlib.compress(_zeros(2048 * MEGABYTE))
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        paragraphs = b"<w:p/>" * (100 * MEGABYTE // 6)
        archive.writestr("word/document.xml", f"<w:document {_WORD}>".encode() + paragraphs + b"</w:document>")
    return {
        "words.eml": b"From: " + b"=?utf-8?Q?=41?= " * 30_000 + b"\r\nSubject: " + b"=?" * 100_000 + b"\r\n\r\nx",
        "twice.pdf": _pdf(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", twice, b"/Filter [/FlateDecode /FlateDecode]"),
        "wide.docx": stored.getvalue(),
        "wide.rtf": b"{\\rtf1 " + b"\\'e1\\u9999?x " * (3 * MEGABYTE) + b"}",
    }


def _zeros(count: int) -> bytes:
    """`count` blanks, compressed."""
    deflate, block = zlib.compressobj(9), b" " * MEGABYTE
    return b"".join(deflate.compress(block) for _ in range(count // MEGABYTE)) + deflate.flush()


def _entities() -> str:
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    return f'<!DOCTYPE a [<!ENTITY e0 "ha">{levels}]><w:document {_WORD}><w:p><w:t>&e9;</w:t></w:p></w:document>'


def _pdf(pages: bytes, content: bytes, filters: bytes = b"") -> bytes:
    """One page of this content, below this tree of pages; readers rebuild the table of objects that is not there."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>"
    stream = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content)
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, stream)
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF\n"
