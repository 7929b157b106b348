"""`SURNAME, Given`: names as forms and lists write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.part import CHECKED, CUED, Found
from extractors.recognisers.capitals import Run, reversed_names
from extractors.recognisers.person_mention import REACH, person
from extractors.recognisers.person_words import weights, words

_HEADER = re.compile(r"(?m)^[> ]*(?:(?:from|de):|(?:to|cc|bcc|para|cco):(?=[^\n]*;))[^\n]*")
"""The lines of a mail that name its sender, or several addressees with semicolons between."""
_LABEL = re.compile(r"[^\W\d_][^\n:]{0,20}:[ ]*\Z")
_CELL_END = re.compile(r"[ ]*(?:\t|[ ]{2}|\n|\Z)")
_BEHIND = re.compile(r"[ ]*(?:[;<(\[]|[ ]*$)", re.MULTILINE)


def reversed_in(text: str, low: str, taken: frozenset[tuple[int, int]]) -> Iterator[Found]:
    """The names before and behind a comma that are one person. `low` is the folded text, `taken` what lists hold."""
    headers = [m.span() for m in _HEADER.finditer(low)]
    for last, first, start, end in reversed_names(text):
        if any(begin < start < stop for begin, stop in headers) and _is_addressee(text, last, start, end):
            first_name = next(t.start for t in last.tokens if t.form not in words().title)
            yield person(text, first_name, end, CHECKED, weights().score_form)
            continue
        told = _is_reversed(last, first) or _is_field(last, first, low[max(0, start - REACH) : start])
        if told and not _is_town(last, first, taken):
            rank = CHECKED if _fills_field(text, last, start, end) else CUED
            yield person(text, start, end, rank, weights().score_form)


def _is_reversed(last: Run, first: Run) -> bool:
    """`SALINAS GUERRA, HECTOR IVAN`: surnames before the comma, a known given name after it."""
    known = words()
    if any(t.form in known.stop for t in (*last.tokens, *first.tokens)) or len(first.tokens) > 3:
        return False
    if any(t.form in known.title for t in last.tokens):
        return False
    given = sum(t.form in known.given for t in first.tokens)
    surnames = sum(any(part in known.surname for part in t.form.split("-")) for t in last.tokens)
    shouted = last.upper and len(last.tokens[0].form) > 3
    parts = {part for t in first.tokens for part in t.form.split("-")}
    if not last.upper and (
        any(t.upper for t in last.tokens) or any(p in known.surname for p in parts - set(known.given))
    ):
        return False  # an enumeration: "Mancilla, Rogelio Mancilla"
    if last.upper and not first.upper and len(last.tokens) <= 3:
        return True
    return given > 0 and (surnames > 0 or shouted) and not (last.tokens[0].form in known.given and not surnames)


def _is_addressee(text: str, last: Run, start: int, end: int) -> bool:
    """`Delgado, Luis;` all that stands between two marks of a mail's header."""
    alone = text[max(0, start - REACH) : start].rstrip(" ").endswith((":", ";")) and bool(_BEHIND.match(text, end))
    surnames = [t.form for t in last.tokens if t.form not in words().title]
    return alone and bool(surnames) and surnames[0] not in words().given


def _is_field(last: Run, first: Run, before: str) -> bool:
    """NAME: SURNAME, GIVEN of a form, whatever names they are."""
    known = words()
    if not last.upper or any(t.form in known.stop for t in (*last.tokens, *first.tokens)):
        return False
    return bool(known.named_before.search(before))


def _fills_field(text: str, last: Run, start: int, end: int) -> bool:
    """`VICTIM: ROCA, ADA` and nothing else between the label and the end of its cell."""
    labelled = _LABEL.search(text, max(text.rfind("\n", 0, start) + 1, start - REACH), start)
    return last.upper and bool(labelled) and bool(_CELL_END.match(text, end))


def _is_town(last: Run, first: Run, taken: frozenset[tuple[int, int]]) -> bool:
    """CHOLOMA, Cortés: a place and the state that holds it, unless a given name stands after the comma."""
    if all(t.form in words().given for t in first.tokens):
        return False
    return (first.start, first.end) in taken or (last.start, last.end) in taken
