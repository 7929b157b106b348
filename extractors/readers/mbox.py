"""mbox: a file of mails, each read as a record of its own.

Mails begin with a line "From sender date"; one within a text is written ">From " (RFC 4155, and the mboxrd variant).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.base import Enclosed, Options, Record, Source
from ontology.errors import InputError

_POSTMARK = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{0,200}?\d\d:\d\d[^\n]{0,60}\n")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MailboxReader:
    """A mail's name is made of its bytes, so that it stays where other mails are deleted from the box."""

    suffixes: tuple[str, ...] = (".mbox",)
    isolated: bool = False

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        data = source.data
        marks = [found.span() for found in _POSTMARK.finditer(data)]
        if not marks or marks[0][0] > 0:
            raise InputError('is empty or no mailbox: it does not begin with a line "From sender date"', where="line 1")
        if len(marks) > options.limits.rows:
            raise InputError(f"has more than {options.limits.rows} mails", mend="split it")
        for number, ((_, start), (end, _)) in enumerate(pairwise([*marks, (len(data), 0)]), start=1):
            mail = _QUOTED.sub(rb"\1", data[start:end].rstrip(b"\r\n") + b"\n")
            yield Enclosed(f"{hashlib.sha256(mail).hexdigest()[:16]}.eml", mail, {}, f"mail {number}")


MAILBOX = MailboxReader()
