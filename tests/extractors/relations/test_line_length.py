"""A list without line ends is many lines to the rules, so that time grows as the text does."""

from __future__ import annotations

from extractors.relations.line import MOST, lines
from tests.extractors.relations.marked import scene


def test_no_line_holds_more_than_a_reader_could_keep_apart() -> None:
    whole = scene(", ".join(f"[[Person|Ada Roca {n}]] was [[Event:arrest|arrested]]" for n in range(2 * MOST)), "en")
    found = lines(whole.analysis, whole.mentions)
    assert [index for line in found for index in line.mentions] == [m.index for m in whole.mentions]
    assert max(len(line.mentions) for line in found) == MOST
    assert all(line.place(index) == n for line in found for n, index in enumerate(i.mention for i in line.items)
               if index is not None)  # fmt: skip
