"""How alike two tokens of names are, and whether one word is put together from the beginnings of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from graph.resolution.vocabulary import words

SOUND, SHORT_FORM, INITIAL, BEGINNING = 0.95, 0.89, 0.75, 0.72
"""Likeness of tokens that sound alike, of a name and its short form (Ignacio, Nacho), its initial, its beginning or end
(Rigoberto, Rigo; Herlindo, Lindo). Equal tokens have 1, slips of the pen less than 1 by their share of the letters."""
_DIMINUTIVE = re.compile(r"(\w{2,})it([oa])s?")
_EDIT, _FIRST_LETTER, _NEAR_SOUND, _OTHER_NUMBER = 0.9, 0.08, 0.8, 0.75
_CH = "\0"
_SOUNDS = (
    ("ll", "y"), ("qu", "k"), ("ph", "f"), ("ch", _CH), ("ce", "se"), ("ci", "si"), ("ge", "je"), ("gi", "ji"),
    ("h", ""), (_CH, "kh"), ("v", "b"), ("w", "b"), ("z", "s"), ("x", "s"), ("c", "k"),
)  # fmt: skip
"""Letters and how they are heard, in the order in which they are replaced; ch is one sound, set apart from c and h."""
_DOUBLED = re.compile(r"(.)(?=\1)")


@lru_cache(maxsize=65536)
def sound(token: str) -> str:
    """How a Spanish ear hears a token: b/v, s/z/c, ll/y, g/j before e and i, qu/k/c, silent h, doubled letters."""
    for written, heard in _SOUNDS:
        token = token.replace(written, heard)
    return _DOUBLED.sub("", token)


@lru_cache(maxsize=65536)
def short_forms(token: str) -> frozenset[str]:
    """The given names that a token may be, or be short for: Nacho is Ignacio, Polito as Polo Leopoldo."""
    known = words().short_forms
    found = known.get(token, frozenset())
    if diminutive := _DIMINUTIVE.fullmatch(token):
        stem = diminutive[1]
        return found.union(*(known.get(stem + ending, ()) for ending in ("", "o", "a", "e")), {stem + diminutive[2]})
    return found


def alike(a: str, b: str, person: bool) -> float:
    """Likeness of two tokens in [0, 1]; of persons' names initials and short forms count too.

    Slips forgiven: none up to two letters, one up to five, two up to nine, three above (of the shorter token).
    """
    if a == b:
        return 1.0
    if a[0].isdigit() or b[0].isdigit():
        return _OTHER_NUMBER if a[0].isdigit() and b[0].isdigit() else 0.0
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) == 1:
        return INITIAL if person and a[0] == b[0] else 0.0
    heard, also = sound(a), sound(b)
    if heard == also and len(short) > 2:
        return SOUND
    if person:
        forms, others = short_forms(a), short_forms(b)
        if b in forms or a in others or not forms.isdisjoint(others):
            return SHORT_FORM
    forgiven = 0 if len(short) <= 2 else 1 if len(short) <= 5 else 2 if len(short) <= 9 else 3
    slips = OSA.distance(a, b, score_cutoff=forgiven)
    if slips <= forgiven:
        return 1 - slips / len(long) * _EDIT - (_FIRST_LETTER if a[0] != b[0] else 0)
    if len(heard) >= 5 and len(also) >= 5 and OSA.distance(heard, also, score_cutoff=1) <= 1:
        return _NEAR_SOUND
    if person and len(short) > 2 and (long.startswith(short) or (len(short) > 3 and long.endswith(short))):
        return BEGINNING
    return 0.0


def composed(short: str, name: Sequence[str]) -> int:
    """How many words of a name give their beginnings, in order, to a short form: PDV of Petróleos de Venezuela, CENIHF,
    Fincimex. Not more than two words are left out between. 0 when the letters cannot be had so."""
    best = {(0, -1): 0}  # letters had, place of the word that gave the last of them → how many words gave them
    for place, word in enumerate(name):
        for (had, last), given in list(best.items()):
            if place - last > 3:
                continue
            for at in range(min(len(word), len(short) - had)):
                if word[at] != short[had + at]:
                    break
                state = had + at + 1, place
                best[state] = max(best.get(state, 0), given + 1)
    return max([given for (had, _), given in best.items() if had == len(short)], default=0)
