"""E-mail (RFC 5322 and MIME): who wrote to whom, the text, and each attachment as a file of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from extractors.readers.base import Enclosed, Options, Record, Rejected, Report, Source, assemble
from extractors.readers.limits import Limits
from extractors.readers.mime import Leaf, Part, content, header, leaves, name_of, parse, suffix_of, text_of
from extractors.readers.webpage import read_page
from ontology.errors import InputError

_SHOWN = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject")
_KNOWN = (*_SHOWN, "Date", "Message-ID", "Received")


@dataclass(frozen=True, slots=True)
class MailReader:
    """The text has two parts: "headers" (the lines that say who wrote to whom, and the subject) and "body". The day of
    sending, in the sender's own zone, is the date of the mail and of its attachments."""

    suffixes: tuple[str, ...] = (".eml",)
    isolated: bool = True

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        mail = parse(source.data)
        if not any(header(mail, name) for name in _KNOWN):
            raise InputError("is empty or no mail: it has no header as From, Date or Subject")
        found = list(leaves(mail, options.limits))
        attached = [leaf.part for leaf in found if not leaf.body]
        if len(attached) > options.limits.attachments:
            raise InputError(f"has {len(attached)} attachments, the limit is {options.limits.attachments}")
        lines = [f"{name}: {value}" for name in _SHOWN if (value := header(mail, name))]
        text, parts = assemble((("headers", "\n".join(lines)), ("body", _body(found, options.limits))))
        sent = _sent(mail)
        metadata = {"title": header(mail, "Subject"), **sent}
        yield Report(text, metadata, hashlib.sha256(source.data).hexdigest(), "message/rfc822", parts=parts)
        for number, (name, part) in enumerate(_named(attached), start=1):
            place = f"attachment {number}"
            try:
                yield Enclosed(name, content(part), sent, place)
            except InputError as error:
                yield Rejected.of(error, source.path, f"{source.name}/{name}", place)


def _body(found: list[Leaf], limits: Limits) -> str:
    texts: list[str] = []
    for number, leaf in enumerate(found, start=1):
        if not leaf.body:
            continue
        charset = leaf.part.get_content_charset()
        try:
            text = text_of(content(leaf.part), charset)
            is_page = leaf.part.get_content_type() == "text/html"
            texts.append(read_page(text, limits)[0] if is_page and text.strip() else text)
        except InputError as error:
            where = ": ".join(place for place in (f"part {number}", error.where) if place)
            raise InputError(error.what, where=where, mend=error.mend) from None
    return "\n\n".join(text for text in texts if text.strip())


def _sent(mail: Part) -> dict[str, object]:
    try:
        return {"date": parsedate_to_datetime(header(mail, "Date")).date().isoformat()}
    except (ValueError, TypeError, OverflowError):  # absent, or in no form that says a day
        return {}


def _named(attached: list[Part]) -> Iterator[tuple[str, Part]]:
    """Attachments under names of their own: `scan.pdf`, `scan-2.pdf`."""
    used: set[str] = set()
    for number, part in enumerate(attached, start=1):
        path = PurePosixPath(name_of(part) or f"attachment-{number}")
        suffix = path.suffix or suffix_of(part)
        name, again = f"{path.stem}{suffix}", 1
        while name in used:
            again += 1
            name = f"{path.stem}-{again}{suffix}"
        used.add(name)
        yield name, part


MAIL = MailReader()
