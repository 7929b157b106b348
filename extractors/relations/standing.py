"""What sentences say of a person or group that bars more from being made of them (`patterns/standing.LANG.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, get_args

from extractors.fold import key
from extractors.part import Scene
from extractors.relations.data import LANGUAGES, expression, read, texts, words_of
from extractors.relations.line import Line
from extractors.relations.patterns import element_of
from ontology.errors import PatternError

Standing = Literal["harmed", "cleared", "aside", "assailing"]
_HEADING = 8
"""Words and marks of a line that announces who speaks in the next one, at most."""
_LABEL = 4
"""Of one that is the label of the next, at most."""
_PERSON, _PEOPLE = frozenset(("Person",)), frozenset(("Person", "PopulationGroup"))


def standings(scene: Scene, lines: Sequence[Line]) -> Mapping[Standing, frozenset[int]]:
    """The persons (and those who assail, counted groups too), by the index of their groups, of whom some sentence says
    each."""
    told: dict[Standing, set[int]] = {name: set() for name in get_args(Standing)}
    for line in lines:
        if line.lang in LANGUAGES:
            text = _spoken(scene, line)
            for name, patterns in _compiled(line.lang).items():
                told[name] |= {scene.groups[int(m["p"])] for p in patterns for m in p.finditer(text)}
    told["aside"] |= {scene.groups[i] for before, line in pairwise(lines) for i in _announced(scene, before, line)}
    return {name: frozenset(groups) for name, groups in told.items()}


def _announced(scene: Scene, before: Line, line: Line) -> list[int]:
    """Whom a short line before his own announces as one who saw or suffered it ("Entrevista con la víctima. La señora
    Ada Roca declaró"), or labels as one of whom the report is not: "WIFE: Ada Roca", cut at its colon."""
    named, persons = ([i for i in each.mentions if scene.mentions[i].type == "Person"] for each in (before, line))
    said = [item.text for item in before.items if item.mention is None and item.text.isalpha()]
    if named or not said or len(before.items) > _HEADING:
        return []
    heard, whom, label = (words_of("roles", before.lang, s) for s in ("heard", "bystander", "beside_the_matter"))
    announces = said[-1] in whom and not heard.isdisjoint(said)
    labels = said[-1] in label and len(before.items) <= _LABEL and before.items[-1].text == ":"
    return persons[:1] if announces or labels else []


def _spoken(scene: Scene, line: Line) -> str:
    """The line's text with the words of its events as they are written."""
    words = (
        item.text
        if item.mention is None or scene.mentions[item.mention].type != "Event"
        else " ".join(key(scene.mentions[item.mention].text))
        for item in line.items
    )
    return f" {' '.join(words)} "


@cache
def _compiled(lang: str) -> Mapping[Standing, tuple[re.Pattern[str], ...]]:
    name = f"standing.{lang}.yaml"
    return {
        section: compile_section(
            read(name).get(section), f"{name}: {section}", _PEOPLE if section == "assailing" else _PERSON
        )
        for section in get_args(Standing)
    }


def compile_section(entry: object, where: str, who: frozenset[str] = _PERSON) -> tuple[re.Pattern[str], ...]:
    """The patterns of a section. Raises PatternError where it has no `why`, or a pattern not exactly one {P}."""
    if not isinstance(entry, dict) or not str(entry.get("why") or "").strip():
        raise PatternError("a mapping with `patterns` and `why` is expected", where=where)
    made = []
    for pattern in texts(entry.get("patterns"), where=where):
        if pattern.split().count("{P}") != 1:
            raise PatternError("one {P} is expected", where=where, mend=pattern)
        made.append(expression(" " + "".join(element_of(e, {"P": who}, where) for e in pattern.split()), where=where))
    return tuple(made)
