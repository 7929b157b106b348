"""Two names laid beside each other, token by token: what meets, what differs, what one has more than the other.

Equal tokens are taken first, then tokens that make one when joined ("van der bilt"), then the most alike. Each token
counts by its weight: rare ones more than common ones, legal forms and words like "services" little.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from graph.resolution.names import PersonName, body_name, person_name
from graph.resolution.spelling import alike, composed
from graph.resolution.vocabulary import words

Kind = Literal["person", "body"]
_LEGAL, _GENERIC, _NUMBER, _SHORT, _LETTER = 0.15, 0.45, 0.5, 0.6, 0.3
"""Weights of tokens, where a word of one's own has 1."""
_LEAST = 0.6
_JOINED = 0.85
_COMMON = 8
"""A token is worth half a unique one when 2 ** 8 names bear it."""
_ACRONYM = {2: 0.5, 3: 0.8}
"""What a short form is worth that two words, or three, give their beginnings to; more words: 1."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name made ready for alignment: tokens in order with their weights, and all its words as written."""

    tokens: tuple[str, ...]
    weights: tuple[float, ...]
    words: tuple[str, ...]
    joined: str
    short: str | None = None
    """The one word of its own that it consists of, which may be an acronym."""


@dataclass(slots=True)
class Alignment:
    """`met` is the weight of what meets, by likeness; `lost` what likeness takes off it; `left` and `right` are the
    weights of the tokens that nothing meets. `pairs` are places that met, with likeness; `acronym` is in [0, 1]."""

    met: float = 0.0
    lost: float = 0.0
    left: float = 0.0
    right: float = 0.0
    acronym: float = 0.0
    pairs: list[tuple[int, int, float]] = field(default_factory=list)


@lru_cache(maxsize=65536)
def spelled(written: str, kind: Kind) -> Spelled:
    """Read a name for alignment."""
    if kind == "person":
        return spelled_person(person_name(written))
    lists = words()
    name = body_name(written, "body")
    own = [t for t in name.tokens if t not in lists.legal]
    weights = tuple(
        _LEGAL if t in lists.legal
        else _NUMBER if t[0].isdigit() or len(t) == 1
        else _GENERIC if t in lists.generic
        else 1.0
        for t in name.tokens
    )  # fmt: skip
    return Spelled(name.tokens, weights, name.words, "".join(name.tokens), own[0] if len(own) == 1 else None)


@lru_cache(maxsize=65536)
def spelled_person(name: PersonName) -> Spelled:
    """Make a person's name ready; a part that it repeats counts once."""
    parts = tuple(dict.fromkeys(name.parts))
    weights = tuple(_LETTER if len(p) == 1 else _SHORT if len(p) == 2 else 1.0 for p in parts)
    return Spelled(parts, weights, parts, "".join(parts))


def rarity(token: str, counts: Mapping[str, int]) -> float:
    """Weight of a token by how many names bear it, 1 for one that none does; `counts` is a table that never drifts."""
    return 1 / (1 + math.log2(1 + counts.get(token, 0)) / _COMMON)


def align(a: Spelled, b: Spelled, kind: Kind, counts: Mapping[str, int] | None = None) -> Alignment:
    """Lay two names beside each other."""
    weights = (_weights(a, counts), _weights(b, counts)) if counts else (a.weights, b.weights)
    found = Alignment()
    free: tuple[list[int], list[int]] = ([], list(range(len(b.tokens))))
    for i, token in enumerate(a.tokens):
        j = next((j for j in free[1] if b.tokens[j] == token), None)
        if j is None:
            free[0].append(i)
        else:
            free[1].remove(j)
            _meet(found, i, j, 1.0, weights[0][i])
    person = kind == "person"
    if free[0] and free[1]:
        if len(free[0]) + len(free[1]) > 2:
            _join(found, a.tokens, b.tokens, free[0], free[1], weights, person)
            _join(found, b.tokens, a.tokens, free[1], free[0], weights[::-1], person)
        _pair(found, a.tokens, b.tokens, free, weights, person)
    found.left = sum([weights[0][i] for i in free[0]])
    found.right = sum([weights[1][j] for j in free[1]])
    if not person and found.met < 2 * _GENERIC:
        found.acronym = max(_short_of(a, b), _short_of(b, a))
    return found


def _weights(name: Spelled, counts: Mapping[str, int]) -> Sequence[float]:
    return [weight * rarity(token, counts) for token, weight in zip(name.tokens, name.weights, strict=True)]


def _meet(found: Alignment, i: int, j: int, likeness: float, weight: float) -> None:
    found.pairs.append((i, j, likeness))
    found.met += weight * likeness
    found.lost += weight * (1 - likeness)


def _join(
    found: Alignment, ours: Sequence[str], theirs: Sequence[str], free: list[int], other: list[int],
    weights: Sequence[Sequence[float]], person: bool,
) -> None:  # fmt: skip
    """Two or three neighbours on one side that make one token of the other."""
    for length in (2, 3):
        for start in list(free):
            run = range(start, start + length)
            if not all(i in free for i in run):
                continue
            whole = "".join(ours[start : start + length])
            for j in other:
                token = theirs[j]
                if min(len(token), len(whole)) <= 3 or abs(len(token) - len(whole)) > 2:
                    continue
                likeness = alike(whole, token, person)
                if likeness >= _JOINED:
                    _meet(found, start, j, likeness, max(weights[1][j], *(weights[0][i] for i in run)))
                    for i in run:
                        free.remove(i)
                    other.remove(j)
                    break


def _pair(
    found: Alignment, ours: Sequence[str], theirs: Sequence[str], free: tuple[list[int], list[int]],
    weights: Sequence[Sequence[float]], person: bool,
) -> None:  # fmt: skip
    options = []
    for i in free[0]:
        for j in free[1]:
            likeness = alike(ours[i], theirs[j], person)
            if likeness >= _LEAST:
                options.append((-likeness, abs(i - j), i, j))
    for likeness, _, i, j in sorted(options):
        if i in free[0] and j in free[1]:
            free[0].remove(i)
            free[1].remove(j)
            _meet(found, i, j, -likeness, (weights[0][i] + weights[1][j]) / 2)


def _short_of(a: Spelled, b: Spelled) -> float:
    """Whether the first is a word made of the beginnings of the second's words."""
    if a.short is None or not 3 <= len(a.short) <= 14 or len(b.words) < 2:
        return 0.0
    plain = [word for word in b.words if word not in words().particles]
    given = max(composed(a.short, b.words), composed(a.short, plain))
    return 0.0 if given < 2 else _ACRONYM.get(given, 1.0)
