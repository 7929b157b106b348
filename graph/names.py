"""Tokens of names and their keys: what a name search means, the same in every store.

Names are folded by the ontology (the normal form of a name is its folded form) and matched token by token. Two tokens
are near when they are within one edit (insertion, deletion, substitution, swap of neighbours) and share a key; a token
of more than three letters has as keys itself and each form with one character left out, a shorter one only itself. So
short tokens meet equal ones and ones with one letter more, never another short one. (Deletion keys: SymSpell,
W. Garbe, 2012.)
"""

from __future__ import annotations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

SHORT = 3


def tokens_of(folded: str) -> tuple[str, ...]:
    """The tokens of a folded name, in order, each once."""
    return tuple(dict.fromkeys(folded.split()))


def keys_of(token: str) -> frozenset[str]:
    if len(token) <= SHORT:
        return frozenset({token})
    return frozenset({token, *(token[:i] + token[i + 1 :] for i in range(len(token)))})


def near(left: str, right: str) -> bool:
    """Whether two tokens are within one edit."""
    return bool(OSA.distance(left, right, score_cutoff=1) <= 1)


def near_pattern(token: str) -> str:
    """A regular expression, in the syntax that Python and Java share, that matches a whole token exactly where it is
    near this one: for a store that has to ask that itself. (A token is letters and digits, which mean themselves.)"""
    places = range(len(token))
    swapped = (token[:i] + token[i + 1] + token[i] + token[i + 2 :] for i in places[:-1])
    shorter = (token[:i] + token[i + 1 :] for i in places)
    changed = (token[:i] + "." + token[i + 1 :] for i in places)
    longer = (token[:i] + "." + token[i:] for i in range(len(token) + 1))
    return f"(?s:{'|'.join(dict.fromkeys((token, *swapped, *shorter, *changed, *longer)))})"


def likeness(query: str, name: str) -> float:
    """How alike two folded names are, 0-100, whatever the order of their tokens."""
    return round(float(fuzz.token_sort_ratio(query, name)), 3)
