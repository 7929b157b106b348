"""A list without line ends is many lines to the rules, so that time grows as the text does."""

from __future__ import annotations

import pytest

from extractors.relations.line import MOST, lines
from tests.extractors.relations.marked import scene


def test_no_line_holds_more_than_a_reader_could_keep_apart() -> None:
    whole = scene(", ".join(f"[[Person|Ada Roca {n}]] was [[Event:arrest|arrested]]" for n in range(2 * MOST)), "en")
    found = lines(whole.analysis, whole.mentions)
    assert [index for line in found for index in line.mentions] == [m.index for m in whole.mentions]
    assert max(len(line.mentions) for line in found) == MOST
    assert all(line.place(index) == n for line in found for n, index in enumerate(i.mention for i in line.items)
               if index is not None)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("deputies spoke with the girlfriend,\n[[Person|Ada Roca]], who brought food but\nnever took part", 2),
        ("deputies spoke with the man and with [[Person|Ada\nRoca]] at the hospital", 1),
        ("[[Person|Ada Roca]]\n[[Phone|956-555-0144]]", 2),
        ("PLATE: GK4\n[[Person|Ada Roca]]", 2),
        ("The round-up of this week, as it was sent to all stations at noon\n- Brea: [[Person|Ada Roca]] fled", 2),
        ("Interview of the woman in the shelter, by a sister of the order there\nQ: Who is [[Person|Ada Roca]]", 2),
    ],
)
def test_where_the_end_of_a_line_ends_what_is_told(text: str, told: int) -> None:
    """Not in wrapped prose and not in a name; in forms, before an item of a list and before a speaker."""
    seen = scene(text, "en")
    assert len({line.text for line in lines(seen.analysis, seen.mentions)}) == told
