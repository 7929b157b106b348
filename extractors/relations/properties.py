"""Properties that need more than a mention's own words: names and aliases, an event's date and sum, birth dates."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.fold import folded
from extractors.part import Marked, Scene, Statement, Stater
from extractors.recognisers.shorthand import NAME as SHORTHAND
from extractors.relations.conveyance import is_number
from extractors.relations.line import Line, lines
from extractors.relations.persons import births, is_alias, is_birth
from extractors.relations.validity import interval
from ontology.claim import Value
from ontology.loader import schema
from ontology.values.name import clean
from ontology.values.plain import clean_text

NAME = "properties"
_FAR = 14
"""Items beyond which a date or sum of the same sentence is no longer taken for the event's."""
_NUMBERED = frozenset(("Vehicle", "Vessel", "Aircraft"))
_VALUES = {
    "Date": ("date", None),
    "Money": ("amount", frozenset(("payment", "seizure", "extortion", "sale", "corruption"))),
}
"""Value types that an event takes from its sentence: its property, and the kinds of event it is for (None: all)."""


def properties(scene: Scene) -> Iterator[Statement]:
    text = folded(scene.analysis.text)
    for mention in scene.mentions:
        yield from _designation(text, mention)
    for line in lines(scene.analysis, scene.mentions):
        yield from _of_events(scene, line, text)
    for index, date in births(text, scene.mentions).items():
        if when := interval(date):
            span = (scene.mentions[index].start, date.end)
            yield Statement(index, "birthDate", NAME, (span,), value=Value(date.text, when.normal), score=0.9)


def _designation(text: str, m: Marked) -> Iterator[Statement]:
    """The mention's own text as `name`, `alias` or `description`, unless its recogniser gave one. What a report calls
    its first subject is no name: another report's "S-1" is somebody else."""
    type_ = schema().types.get(m.type)
    told = {name for name, _ in m.attributes}
    if (
        type_ is None
        or m.part == SHORTHAND
        or told & {"name", "alias", "description"}
        or (m.type in _NUMBERED and is_number(m))
    ):
        return
    span = ((m.start, m.end),)
    if "name" in type_.properties:
        predicate = "alias" if "alias" in type_.properties and is_alias(text, m) else "name"
        if name := clean(m.text):
            yield Statement(m.index, predicate, NAME, span, value=name, score=m.score)
    elif "description" in type_.properties and (value := clean_text(m.text)):
        yield Statement(m.index, "description", NAME, span, value=value, score=m.score)


def _of_events(scene: Scene, line: Line, text: str) -> Iterator[Statement]:
    """Each date and sum goes to the nearest event of its sentence."""
    events = [scene.mentions[i] for i in line.mentions if scene.mentions[i].type == "Event"]
    for m in (scene.mentions[i] for i in line.mentions):
        predicate, kinds = _VALUES.get(m.type, ("", None))
        fitting = [e for e in events if kinds is None or e.kind in kinds]
        normal = next((v for name, v in m.attributes if name == "value"), None)
        if not (predicate and fitting and normal) or (m.type == "Date" and is_birth(text, m)):
            continue
        here = line.place(m.index)
        event = min(fitting, key=lambda e: (abs(line.place(e.index) - here), e.index))
        if abs(line.place(event.index) - here) <= _FAR:
            span = (min(event.start, m.start), max(event.end, m.end))
            yield Statement(event.index, predicate, NAME, (span,), value=Value(m.text, normal.normal), score=0.7)


PROPERTIES = Stater(NAME, "2", properties)
