"""Names of every script in Latin letters, for comparison only: what is shown and kept stays as it was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import yaml

from ontology.errors import PatternError

_FILE = Path(__file__).with_name("romanisation.yaml")
_SYLLABLE = re.compile(r"(?:HANGUL SYLLABLE|KATAKANA LETTER|HIRAGANA LETTER|ETHIOPIC SYLLABLE) (?:SMALL )?(\w+)$")


@cache
def _letters() -> Mapping[str, str]:
    """Raises PatternError, which names file and script, when the table is wrong."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    if not data.get("why"):
        raise PatternError("needs a why", where=_FILE.name)
    found: dict[str, str] = {}
    for script, letters in data["letters"].items():
        for letter, latin in letters.items():
            if len(letter) != 1 or not (isinstance(latin, str) and latin.isascii()):
                raise PatternError(f"{letter!r} is not led to Latin letters", where=f"{_FILE.name}: {script}")
            found[letter] = latin
    return found


@lru_cache(maxsize=4096)
def _sign(sign: str) -> str:
    """A letter or syllable in Latin letters; accents are taken off, and what no table knows stays as it is."""
    if sign.isascii():
        return sign
    if sign.lower() in _letters():
        latin = _letters()[sign.lower()]
        return latin.upper() if sign.isupper() else latin
    if syllable := _SYLLABLE.match(unicodedata.name(sign, "")):
        return syllable[1].lower()
    plain = [c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c)]
    return "".join(plain) if plain == [sign] else "".join(map(_sign, plain))


def romanised(written: str) -> str:
    """A name in Latin letters without accents; one that has only ASCII signs is given back as it is."""
    if written.isascii():
        return written
    return "".join(map(_sign, unicodedata.normalize("NFC", written)))
