"""RTF: the running text, by striprtf."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from striprtf.striprtf import rtf_to_text

from extractors.readers.base import Options, Record, Report, Source
from extractors.readers.decode import decode
from extractors.readers.limits import Limits
from ontology.errors import InputError

_BRACE = re.compile(rb"\\.|[{}]", re.DOTALL)
_BINARY = b"\\bin"


@dataclass(frozen=True, slots=True)
class RtfReader:
    """Cells of a table are set apart by "|"; pictures, headers and footers are not read."""

    suffixes: tuple[str, ...] = (".rtf",)
    isolated: bool = True

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        data = source.data
        if not data.lstrip().startswith(b"{\\rtf"):
            raise InputError("is empty or no RTF: it does not begin with {\\rtf", where="byte 0")
        if _BINARY not in data:  # which may hold braces of its own
            _check_groups(data, options.limits)
        try:
            text = rtf_to_text(decode(data))  # type: ignore[no-untyped-call]
        except (ValueError, OverflowError, LookupError) as error:
            raise InputError(f"its characters do not fit the encoding it names: {error}") from None
        # Characters beyond the first 65,536 are written as two halves of a pair.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        yield Report(text, {}, hashlib.sha256(data).hexdigest(), "application/rtf")


def _check_groups(data: bytes, limits: Limits) -> None:
    depth = 0
    for found in _BRACE.finditer(data):
        depth += {b"{": 1, b"}": -1}.get(found[0], 0)
        if depth > limits.nesting:
            raise InputError(f"its groups nest deeper than {limits.nesting}", where=f"byte {found.start()}")
    if depth > 0:
        raise InputError(f"is cut short: {depth} groups have no end", where=f"byte {len(data)}")


RTF = RtfReader()
