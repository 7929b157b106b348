"""Who is told by his kin to somebody whom an event tells of is not that one."""

from __future__ import annotations

import pytest

from extractors.relations.kin import is_of_another
from extractors.relations.line import lines
from tests.extractors.relations.marked import scene


@pytest.mark.parametrize(
    ("text", "kin"),
    [
        ("The [[Event:arrest|arrested]] man's wife, [[Person|Ada Roca]], wept.", True),
        ("The [[Event:arrest|arrested]] man’s wife [[Person|Ada Roca]] wept.", True),
        ("The [[Event:arrest|arrested]] man's car, [[Person|Ada Roca]] said, was new.", False),
        ("The wife of the [[Event:arrest|arrested]] man's guide, [[Person|Leo Paz]], wept.", False),
        ("The wife of the [[Event:arrest|arrested]] man, [[Person|Ada Roca]], wept.", True),
        ("The name of the [[Event:arrest|arrested]] man, [[Person|Leo Paz]], is known.", False),
        ("[[Person|Leo Paz]] (brother of Ada) was [[Event:arrest|arrested]].", False),
        ("Leo (brother of [[Person|Ada Roca]]) was [[Event:arrest|arrested]].", True),
    ],
)
def test_who_is_told_by_his_kin(text: str, kin: bool) -> None:
    seen = scene(text, "en")
    (person,) = (m for m in seen.mentions if m.type == "Person")
    (event,) = (m for m in seen.mentions if m.type == "Event")
    (line,) = lines(seen.analysis, seen.mentions)
    assert is_of_another(line, event, person) is kin
