"""Persons told as the kin, neighbour or lawyer of somebody whom an event tells of, and so not that one."""

from __future__ import annotations

from extractors.part import Marked
from extractors.relations.data import words_of
from extractors.relations.line import Line

_BEFORE = 4
"""Words before an event's word among which the kin of its person is told."""
_WITHIN = 6
"""Most words between an event's word and the kin's name."""
_OPENING = frozenset((",", "(", ":"))


def is_of_another(line: Line, event: Marked, person: Marked) -> bool:
    """Whether the person is told by his kin: to the one whom the event's word stands for ("the brother of the arrested
    man, Leo Paz", "the detainee's wife, Ada", "Ada, wife of the detainee"), or in brackets to the one named before them
    ("Leo Paz (brother of Ada) was arrested")."""
    return _behind(line, event, person) or _before(line, event, person) or _in_brackets(line, event, person)


def _behind(line: Line, event: Marked, person: Marked) -> bool:
    here, there = line.place(event.index), line.place(person.index)
    between = [i.text for i in line.items[here + 1 : there] if i.mention is None]
    if there < here or there - here - 1 != len(between) or not 0 < len(between) <= _WITHIN:
        return False
    kin, of = (words_of("roles", line.lang, section) for section in ("kin", "of"))
    if "'s" in between or "’s" in between:
        return between[-1] in kin or (between[-1] in _OPENING and between[-2] in kin)
    before = [i.text for i in line.items[max(0, here - _BEFORE) : here]]
    while before and before[-1] in of:
        before.pop()
    return between[-1] in _OPENING and bool(before) and before[-1] in kin


def _before(line: Line, event: Marked, person: Marked) -> bool:
    between = line.items[line.place(person.index) + 1 : line.place(event.index)]
    kin, of = (words_of("roles", line.lang, section) for section in ("kin", "of"))
    words = [i.text for i in between if i.mention is None]
    if len(words) != len(between) or not words or words[0] not in _OPENING:
        return False
    told = next((n for n, word in enumerate(words) if word in kin), 0)
    return 0 < told < len(words) - 1 and of.issuperset(words[1:told]) and of.issuperset(words[told + 1 :])


def _in_brackets(line: Line, event: Marked, person: Marked) -> bool:
    here, there = line.place(event.index), line.place(person.index)
    behind = [i.text for i in line.items[there + 1 : here]]
    before = [i.text for i in line.items[:there]]
    if behind.count(")") <= behind.count("(") or "(" not in before:
        return False
    inside = before[len(before) - before[::-1].index("(") :]
    return not words_of("roles", line.lang, "kin").isdisjoint(inside)
