"""Bytes to text, with a detection that can be told in one breath, and the checks every text passes.

A byte order mark decides; else UTF-8 where the bytes are valid; else CP1252 where no sequence looks like UTF-8.
The mark is a sign of the encoding and no part of the text: offset 0 is the first character after it.
"""

from __future__ import annotations

import codecs
import re

from extractors.readers.limits import Limits
from ontology.errors import InputError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF8_SEQUENCE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text of a file. `declared` is an encoding that the format itself names, used where the bytes are not UTF-8.

    Raises InputError, whose `where` is the byte to blame, for binary data and for damaged UTF-8.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _without_nul(_strictly(data[len(mark) :], encoding, offset=len(mark)))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if declared is None and _UTF8_SEQUENCE.search(data):
            raise InputError(
                "is neither UTF-8 nor CP1252: damaged UTF-8", where=f"byte {error.start}", mend="save it as UTF-8"
            ) from None
        text = _strictly(data, declared or "cp1252", offset=0)
        if found := _CONTROL.search(text):
            raise InputError("is binary, not text", where=f"byte {found.start()}") from None
    return _without_nul(text)


def check_text(text: str, limits: Limits) -> None:
    """Raises InputError for a text that is blank or too long, or holds a NUL or a lone surrogate (`where`: offset)."""
    if len(text) > limits.characters:
        raise InputError(f"the text has {len(text)} characters, the limit is {limits.characters}", mend="split it")
    _without_nul(text)
    if lone := _SURROGATE.search(text):
        raise InputError("the text holds a lone surrogate", where=f"character {lone.start()}")
    if not text.strip():
        raise InputError("there is no text in it")


def _without_nul(text: str) -> str:
    if (nul := text.find("\0")) >= 0:
        raise InputError("holds a NUL character: binary, not text", where=f"character {nul}")
    return text


def _strictly(data: bytes, encoding: str, *, offset: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"is not {encoding.upper()}", where=f"byte {offset + error.start}", mend="save it as UTF-8"
        ) from None
