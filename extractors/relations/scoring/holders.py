"""Whose a number, an account or a handle is not, by what stands right beside it."""

from __future__ import annotations

import re

from extractors.part import Marked, Scene
from extractors.relations.cues import whole

_DESCRIBED = 60
"""Characters before a number in which it is told whose it is."""
_BEFORE = 40
"""Characters before two numbers in which something is told to be between them."""
_LISTED = re.compile(r"[\s,;/]*(?:(?:y|e|o|and|or|&)\s+)?(?:(?:no|num|nro)\.?\s*)?")
"""What stands between two numbers of a list."""
_BETWEEN = re.compile(r"\b(?:between|entre)\b")
_STAMP = re.compile(r"[^\S\n]*\[?\d[\d/.-]{5,9},? \d?\d:\d\d(?::\d\d)?[^\w\n]*(?:[ap]\.? ?m\.?)?[^\w\n+]*\+?")
"""What stands before a sender in the export of a chat: date and time."""


def sent_by(text: str, number: Marked, person: Marked) -> bool:
    """Whether a chat's message is sent from the number: who is named in the message is not the one who sends it. `text`
    is the folded document, here and below."""
    if number.type != "Phone" or person.start < number.end or not text.startswith(":", number.end):
        return False
    return bool(_STAMP.fullmatch(text, text.rfind("\n", 0, number.start) + 1, number.start))


def saved_as_another(text: str, scene: Scene, number: Marked, person: Marked) -> bool:
    """Whether a number is told under somebody else's name right behind it: "+52 844 317 2290, como «Conta»"."""
    behind = whole("saved_as", r"[\s,(]*\b%s\s+[\"“«']?").match(text, number.end)
    if behind is None:
        return False
    under = {scene.groups[m.index] for m in scene.mentions if m.type == "Person" and m.start == behind.end()}
    return bool(under) and scene.groups[person.index] not in under


def of_one_described(text: str, scene: Scene, number: Marked) -> bool:
    """Whether the words before a number give it to somebody who is described and not named: "el num del señor grande es
    este 8443172290"."""
    first = max(0, number.start - _DESCRIBED)
    told = whole("number_of", r"\b%s (?:\w+ ){1,3}(?:es |is )?(?:este |el |: ?)?$").search(text[first : number.start])
    return told is not None and not any(first + told.start() <= m.start < number.start for m in scene.mentions)


def listed_together(text: str, one: Marked, other: Marked) -> bool:
    """Whether two numbers of one kind stand side by side in a list ("cuentas 3381 y 3390"): the one has not paid or
    called the other, unless something is told to be between them."""
    first, last = sorted((one, other), key=lambda m: m.start)
    if first.type != last.type or not _LISTED.fullmatch(text, first.end, last.start):
        return False
    return not _BETWEEN.search(text, max(0, first.start - _BEFORE), first.start)
