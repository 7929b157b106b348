"""Coreference of bodies told outright: another name of a group, an acronym in brackets, an acronym and the only name
that has its initials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.part import Coreference, Marked
from extractors.relations.alias_signs import BRACKETED, MARKS, REACH, closes, join
from extractors.relations.cues import whole
from extractors.relations.words import name_words

_GROUPS = frozenset(("CriminalNetwork", "Organization"))
_IN_BRACKETS = re.compile(r"\s*[(]\s*[\"“«](?:the |la |los )?")
_ACRONYM = re.compile(r"[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑa-z.&-]{0,9}\Z")
_NAMED_BODIES = frozenset(("Agency", "CriminalNetwork", "Organization", "Site", "Place"))


def of_bodies(text: str, mentions: Sequence[Marked]) -> Iterator[Coreference]:
    for left, right in pairwise(mentions):
        between = text[left.end : right.start]
        if left.type != right.type or left.type not in _NAMED_BODIES or left.end > right.start:
            continue
        if BRACKETED.fullmatch(between) and closes(text, right):
            yield from [join(left, right)] if _acronym(left, right) or _acronym(right, left) else []
        elif left.type in _GROUPS and (
            _called_group(between) or (_IN_BRACKETS.fullmatch(between) and closes(text, right))
        ):
            yield join(left, right)


def _called_group(between: str) -> bool:
    pattern = rf"^{MARKS}*\b%s{MARKS}*(?:los |la |el |las |the )?{MARKS}*$"
    return len(between) <= REACH and bool(whole("body_alias", pattern).match(between))


def _acronym(name: Marked, short: Marked) -> bool:
    """Whether the shorter text is made of letters of the name's words, beginning with those of the first one."""
    letters = "".join(name_words(short.text))
    words = name_words(name.text)
    if not (_ACRONYM.match(short.text) and len(words) > 1 and letters):
        return False
    rest = iter("".join(words))
    return letters[0] == words[0][0] and all(c in rest for c in letters)


def initials(mentions: Sequence[Marked]) -> Iterator[Coreference]:
    """An acronym in capitals and the only name of its type in the document that has these initials."""
    for short in mentions:
        letters = "".join(name_words(short.text))
        if short.type in _NAMED_BODIES and short.text.isupper() and 2 <= len(letters) <= 6 and " " not in short.text:
            fits = {
                name_words(m.text): m for m in reversed(mentions) if m.type == short.type and letters in _initials(m)
            }
            if len(fits) == 1 and (name := next(iter(fits.values()))) is not short:
                yield join(name, short)


def _initials(name: Marked) -> set[str]:
    """The first letters of a name of several words, with and without its small words (of, de, la), and without the U.S.
    before it."""
    words = re.findall(r"[^\W\d_]+", name.text)
    if len(words) < 2:
        return set()
    capitals = [w for w in words if w[0].isupper()]
    made = {"".join(name_words(w)[0][0] for w in some) for some in (words, capitals) if some}
    return made | {letters.removeprefix("us") for letters in made}
