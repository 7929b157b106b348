"""How alike two tokens of names are, and whether one word is put together from the beginnings of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from graph.resolution.vocabulary import words

SOUND, SHORT_FORM, INITIAL, BEGINNING = 0.95, 0.89, 0.75, 0.72
"""Likeness of tokens that sound alike, of a name and its short form (Ignacio, Nacho), its initial, its beginning or end
(Rigoberto, Rigo; Herlindo, Lindo). Equal tokens have 1, slips of the pen less than 1 by their share of the letters."""
_DIMINUTIVE = re.compile(r"(\w{2,})it([oa])s?")
_EDIT, _FIRST_LETTER, _NEAR_SOUND, _OTHER_NUMBER = 0.9, 0.08, 0.8, 0.75


@lru_cache(maxsize=65536)
def sound(token: str) -> str:
    """How a Spanish ear hears a token: b/v, s/z/c, ll/y, g/j before e and i, qu/k/c, silent h, doubled letters."""
    t = token.replace("ll", "y").replace("qu", "k").replace("ph", "f").replace("ch", "\x00")
    t = re.sub(r"g(?=[ei])", "j", re.sub(r"c(?=[ei])", "s", t))
    t = t.replace("h", "").replace("\x00", "ch").translate(str.maketrans("vzcwx", "bskbs"))
    return re.sub(r"(.)\1+", r"\1", t)


def short_forms(token: str) -> frozenset[str]:
    """The given names that a token may be, or be short for: Nacho is Ignacio, Polito as Polo Leopoldo."""
    known = words().short_forms
    found = known.get(token, frozenset())
    if diminutive := _DIMINUTIVE.fullmatch(token):
        stem = diminutive[1]
        return found.union(*(known.get(stem + ending, ()) for ending in ("", "o", "a", "e")), {stem + diminutive[2]})
    return found


@lru_cache(maxsize=262144)
def alike(a: str, b: str, person: bool) -> float:
    """Likeness of two tokens in [0, 1]; of persons' names initials and short forms count too.

    Slips forgiven: none up to two letters, one up to five, two up to nine, three above (of the shorter token).
    """
    if a == b:
        return 1.0
    if a[0].isdigit() or b[0].isdigit():
        return _OTHER_NUMBER if a[0].isdigit() and b[0].isdigit() else 0.0
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return INITIAL if person and a[0] == b[0] else 0.0
    heard, also = sound(a), sound(b)
    if len(short) > 2 and heard == also:
        return SOUND
    if person and (short_forms(a) | {a}) & (short_forms(b) | {b}):
        return SHORT_FORM
    forgiven = 0 if len(short) <= 2 else 1 if len(short) <= 5 else 2 if len(short) <= 9 else 3
    slips = OSA.distance(a, b, score_cutoff=forgiven)
    if slips <= forgiven:
        return 1 - slips / len(long) * _EDIT - (_FIRST_LETTER if a[0] != b[0] else 0)
    if min(len(heard), len(also)) >= 5 and OSA.distance(heard, also, score_cutoff=1) <= 1:
        return _NEAR_SOUND
    part = len(short) > 2 and (long.startswith(short) or (len(short) > 3 and long.endswith(short)))
    return BEGINNING if person and part else 0.0


def composed(short: str, name: Sequence[str]) -> int:
    """How many words of a name give their beginnings, in order, to a short form: PDV of Petróleos de Venezuela, CENIHF,
    Fincimex. Not more than two words are left out between. 0 when the letters cannot be had so."""

    @cache
    def used(at: int, after: int) -> int:
        if at == len(short):
            return 0
        best = -1
        for place in range(after, min(after + 3, len(name))):
            word, taken = name[place], 0
            while taken < len(word) and at + taken < len(short) and word[taken] == short[at + taken]:
                taken += 1
                rest = used(at + taken, place + 1)
                if rest >= 0:
                    best = max(best, 1 + rest)
        return best

    return max(0, used(0, 0))
