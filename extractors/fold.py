"""Text without accents or case, of the same length, so that offsets hold; and its words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    """One character without its marks: É → E, ñ → n. Characters that decompose into several letters stay."""
    base = [c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c)]
    return base[0] if len(base) == 1 else char


@lru_cache(maxsize=8)
def plain(text: str) -> str:
    """The text without accents, case kept; the same length as the text."""
    return text if text.isascii() else _BEYOND_ASCII.sub(lambda found: _bare(found.group()), text)


@lru_cache(maxsize=8)
def folded(text: str) -> str:
    """The text without accents in lower case; the same length as the text."""
    bare = plain(text)
    lower = bare.lower()
    return lower if len(lower) == len(bare) else "".join(c.lower() if len(c.lower()) == 1 else c for c in bare)


_MISREAD = re.compile(r"(?<![^\W_])\d[\do]*(?:[,.-][\do]+)*(?![^\W_])")
_LEAST = 4
"""Signs from which figures with letters among them are a misread number: 1o and 2o are ordinals."""


def zeros_read(low: str) -> str:
    """Folded text with the letters o that scanning has made of zeros within a number as zeros ("$2,ooo", "2o24")."""
    return _MISREAD.sub(lambda m: m.group().replace("o", "0") if len(m.group()) >= _LEAST else m.group(), low)


class Word(NamedTuple):
    """A run of letters and digits: its characters in the text and its folded form. A tuple, as texts have thousands."""

    start: int
    end: int
    form: str


def words(text: str) -> tuple[Word, ...]:
    return _words(folded(text))


@lru_cache(maxsize=8)
def _words(low: str) -> tuple[Word, ...]:
    return tuple(Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(low))


def key(name: str) -> tuple[str, ...]:
    """A name as the tuple of its folded words: how gazetteers are looked up."""
    return tuple(_WORD.findall(folded(name)))
