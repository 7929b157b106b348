"""Bytes to text, with a detection that can be told in one breath, and the checks every text passes.

A byte order mark decides; else UTF-8 where the bytes are valid; else, where no sequence looks like UTF-8, CP1252 (which
Latin-1 is a part of) or CP850, the encoding of DOS: the one in which more letters and signs stand where such belong.
The mark is a sign of the encoding and no part of the text: offset 0 is the first character after it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from extractors.readers.limits import Limits
from ontology.errors import InputError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF8_SEQUENCE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_OLD = ("cp1252", "cp850")
"""The encodings to tell apart where nothing names one; of equals the first."""
_LETTERS = frozenset("áéíóúüñàâçèêëîïôùûãõÁÉÍÓÚÜÑÀÂÇÈÊËÎÏÔÙÛÃÕ")
"""Of the languages that are read."""
_SIGNS = frozenset("“”‘’–—…¿¡«»°ºª•€§·")
_WITHIN_WORDS = frozenset("’–")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding its bytes were in."""

    text: str
    encoding: str

    @property
    def notes(self) -> tuple[str, ...]:
        """What a result should say of the encoding: nothing where it is a usual one."""
        return (f"read as {self.encoding.upper()}",) if self.encoding == "cp850" else ()


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text of a file. `declared` is an encoding that the format itself names, used where the bytes are not UTF-8.

    Raises InputError, whose `where` is the byte to blame, for binary data and for damaged UTF-8.
    """
    return decoded(data, declared=declared).text


def decoded(data: bytes, *, declared: str | None = None) -> Decoded:
    """As `decode`, with the encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_without_nul(_strictly(data[len(mark) :], encoding, offset=len(mark))), encoding)
    encoding = "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if declared is None and _UTF8_SEQUENCE.search(data):
            raise InputError(
                "is neither UTF-8 nor CP1252: damaged UTF-8", where=f"byte {error.start}", mend="save it as UTF-8"
            ) from None
        encoding = declared or _old(data)
        text = _strictly(data, encoding, offset=0)
        if found := _CONTROL.search(text):
            raise InputError("is binary, not text", where=f"byte {found.start()}") from None
    return Decoded(_without_nul(text), encoding)


def _old(data: bytes) -> str:
    best, most = _OLD[0], 0
    for encoding in _OLD:
        try:
            fitting = _fitting(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if fitting > most:
            best, most = encoding, fitting
    return best


def _fitting(text: str) -> int:
    """How many characters beyond ASCII stand where such belong, less those that do not: letters beside letters of
    their case, signs beside words."""
    count = 0
    for found in _BEYOND_ASCII.finditer(text):
        sign, before, after = found[0], text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if sign in _LETTERS:
            strange = before.islower() if sign.isupper() else before.isupper() and after.isupper()
            fits = (before.isalpha() or after.isalpha()) and not strange
        else:
            fits = sign in _SIGNS and (sign in _WITHIN_WORDS or not (before.isalpha() and after.isalpha()))
        count += 1 if fits else -1
    return count


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
