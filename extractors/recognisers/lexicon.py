"""Lists of words that code works with, as data: `extractors/patterns/words/*.yaml`, each list with its `why`.

    month:
      why: names and abbreviations of months, with the number of each
      words: {enero: 1, ene: 1, …}        # or a list where no meaning is needed

Words are compared without case and accents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors.fold import folded
from extractors.pattern_file import content
from ontology.errors import PatternError

FOLDER = Path(__file__).parent.parent / "patterns" / "words"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of one file: name → folded word → meaning (None where the list gives none)."""

    file: str
    lists: dict[str, dict[str, Any]]

    def __getitem__(self, name: str) -> dict[str, Any]:
        if name not in self.lists:
            raise PatternError(f"no list {name!r}", where=self.file, mend=", ".join(sorted(self.lists)))
        return self.lists[name]

    def any_of(self, *names: str) -> str:
        """All words of the lists as one regular expression over folded text, longest first."""
        found = sorted({word for name in names for word in self[name]}, key=lambda w: (-len(w), w))
        return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in found) + ")"


@cache
def lexicon(name: str) -> Lexicon:
    """The lists of `name.yaml`. Raises PatternError naming file and list when it is wrong."""
    path = FOLDER / f"{name}.yaml"
    data = content(path)
    if not isinstance(data, dict):
        raise PatternError("a mapping of lists is wanted", where=path.name)
    made: dict[str, dict[str, Any]] = {}
    for title, entry in data.items():
        where = f"{path.name}: {title}"
        if not isinstance(entry, dict) or not entry.get("why") or not entry.get("words"):
            raise PatternError("`why` and `words` are wanted", where=where)
        words = entry["words"]
        if isinstance(words, str):
            words = words.split()
        if not isinstance(words, list | dict):
            raise PatternError("`words` is a list or a mapping", where=where)
        if strange := [w for w in words if not isinstance(w, str)]:
            raise PatternError(f"{strange[0]!r} is no text", where=where, mend="put it in quotes")
        made[str(title)] = (
            {folded(w): meaning for w, meaning in words.items()}
            if isinstance(words, dict)
            else {folded(w): None for w in words}
        )
    return Lexicon(path.name, made)
