"""MIME: headers, names and contents of a mail's parts, as old and careless senders write them too."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError, NoBoundaryInMultipartDefect
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import collapse_rfc2231_value

from extractors.readers.decode import decode
from extractors.readers.limits import Limits
from ontology.errors import InputError

_TEXT_ENCODING = re.compile(
    r"(utf-?(7|8|16|32)([-_]?[bl]e)?|us-ascii|(iso|windows|cp|koi8|mac|big5|gb|euc|shift|hz)[-_]?[\w-]{0,20})\Z", re.I
)
_ASCII = frozenset({"utf-8", "utf8", "us-ascii"})
_LATIN = re.compile(r"(iso[-_]?8859[-_]?1|latin[-_]?1)\Z", re.I)
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff/\\:]+")
_SUFFIXES = {
    "text/plain": ".txt", "text/html": ".html", "text/markdown": ".md", "application/pdf": ".pdf",
    "application/rtf": ".rtf", "text/rtf": ".rtf", "application/rfc822": ".eml",
    "application/global": ".eml", "application/delivery-status": ".txt",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
_NAME = 120
"""Characters of an attachment's name that are kept."""


class Part(Message):
    """A mail or a part of one. Mails within it are for the parser as any other file, and keep their bytes."""

    def get_content_type(self) -> str:
        return re.sub(r"\Amessage/", "application/", super().get_content_type())


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that is no multipart: text of the mail, or an attachment."""

    part: Part
    body: bool


class _AsSent(Compat32):
    """Headers as they were sent, with bytes of no declared encoding as surrogates; else they would be lost."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002  the base names it
        return value


def parse(data: bytes) -> Part:
    """A mail of any bytes; what is wrong with it stands in the `defects` of its parts."""
    parsed = message_from_bytes(data, _class=Part, policy=_AsSent())
    assert isinstance(parsed, Part)
    return parsed


def leaves(mail: Part, limits: Limits, *, html: bool = True, depth: int = 0) -> Iterator[Leaf]:
    """The parts of a mail in their order. Of alternatives the plain text is taken, the page where that is blank.

    Raises InputError for parts that nest too deep or have lost their boundary.
    """
    kind = mail.get_content_type()
    if depth > limits.nesting:
        raise InputError(f"its parts nest deeper than {limits.nesting}")
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in mail.defects):
        raise InputError("is cut short: a part has no end")
    if any(isinstance(defect, NoBoundaryInMultipartDefect) for defect in mail.defects):
        raise InputError("its parts cannot be told apart: they name no boundary")
    if mail.get_content_maintype() == "multipart":
        inside = [part for part in mail.get_payload() if isinstance(part, Part)]
        if kind == "multipart/alternative":
            html = html and not any(p.get_content_type() == "text/plain" and content(p).strip() for p in inside)
        for part in inside:
            yield from leaves(part, limits, html=html, depth=depth + 1)
        return
    attached = mail.get_content_disposition() == "attachment" or name_of(mail) is not None
    if attached or kind not in ("text/plain", "text/html"):
        yield Leaf(mail, body=False)
    elif kind == "text/plain" or html:
        yield Leaf(mail, body=True)


def content(part: Part) -> bytes:
    """The bytes of a part. Raises InputError where its base64 is damaged."""
    decoded = part.get_payload(decode=True)
    assert isinstance(decoded, bytes)
    if any(type(defect).__name__.startswith("InvalidBase64") for defect in part.defects):
        raise InputError("its base64 is damaged")
    return decoded


def text_of(data: bytes, charset: str | None) -> str:
    """Bytes as text, by the encoding their part declares where they are in it, else as any file. Raises InputError."""
    if charset and charset.lower() not in _ASCII and _TEXT_ENCODING.match(charset):
        try:
            return data.decode(codecs.lookup("cp1252" if _LATIN.match(charset) else charset).name)
        except (LookupError, UnicodeError):
            pass
    return decode(data)


def header(mail: Part, name: str) -> str:
    """A header's text: encoded words decoded, folded lines joined. Empty where there is none."""
    return _words(mail.get(name, ""))


def name_of(part: Part) -> str | None:
    """The file name that a part bears, without folders and what no name should hold; None where it bears none."""
    raw = part.get_param("filename", None, "content-disposition") or part.get_param("name")
    if not raw:
        return None
    if isinstance(raw, tuple):
        try:
            name = text_of(raw[2].encode("latin-1", "replace"), raw[0])
        except InputError:
            name = collapse_rfc2231_value(raw)
    else:
        name = _words(raw)
    name = re.split(r"[/\\]", name)[-1]
    return _UNFIT.sub("_", name).strip(" .")[-_NAME:] or None


def suffix_of(part: Part) -> str:
    """The suffix of files of a part's type, empty for types that no reader reads."""
    return _SUFFIXES.get(part.get_content_type(), "")


def _words(raw: str) -> str:
    text = _guessed(raw.encode("utf-8", "surrogateescape"))
    try:
        found = decode_header(text)
    except (HeaderParseError, ValueError):
        found = [(text, None)]
    whole = "".join(piece if isinstance(piece, str) else _piece(piece, charset) for piece, charset in found)
    whole = whole if whole.strip() else text  # encoded words that are damaged stand as they were sent
    return " ".join(whole.encode("utf-8", "replace").decode().replace("\0", "").split())


def _piece(data: bytes, charset: str | None) -> str:
    if charset is None:  # what stands between encoded words, as `decode_header` hands it out
        return data.decode("raw-unicode-escape", "replace")
    try:
        return text_of(data, charset)
    except InputError:
        return data.decode("latin-1")


def _guessed(data: bytes) -> str:
    try:
        return decode(data)
    except InputError:
        return data.decode("latin-1")
