"""Names of one bearer in the text of a search: "José Hernández alias El Güero" is two."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from ontology.entry import Entry

_FILE = Path(__file__).with_name("also_called.yaml")
MAX_NAMES = 4


def names_in(text: str) -> list[str]:
    """The names, in the order told, at most MAX_NAMES; the whole text where no such word stands between two."""
    starts, ends = [0], []
    for word in _between().finditer(_plain(text)):
        ends.append(word.start())
        starts.append(word.end())
    parts = [text[start:end].strip(" ,;:()\"'«»“”") for start, end in zip(starts, [*ends, len(text)], strict=True)]
    named = [part for part in parts if part]
    return list(dict.fromkeys(named))[:MAX_NAMES] if len(named) > 1 else [text]


def _plain(text: str) -> str:
    """In lower case and without accents, sign by sign, so that places stay what they are."""
    return "".join(unicodedata.normalize("NFD", sign)[0].lower()[0] for sign in text)


@cache
def _between() -> re.Pattern[str]:
    entry = Entry.read(_FILE.name, _FILE.read_text("utf-8"))
    entry.only("why", "words")
    entry.text("why")
    words = sorted(entry.texts("words"), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, words))})(?![\w])")
