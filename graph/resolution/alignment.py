"""Two names laid beside each other, token by token: what meets, what differs, what one has more than the other.

Equal tokens are taken first, then tokens that make one when joined ("van der bilt"), then the most alike. Each token
counts by its weight: rare ones more than common ones, legal forms and words like "services" little.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import compress
from typing import Literal

from graph.resolution.names import PersonName, body_words, in_common, person_name
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
    _, heard, every = body_words(written)
    tokens = in_common(every)
    light = _light()
    weights = [light.get(t) or (_NUMBER if len(t) == 1 or t[0].isdigit() else 1.0) for t in tokens]
    own = [t for t, weight in zip(tokens, weights, strict=True) if weight != _LEGAL]
    return Spelled(tokens, tuple(weights), heard, "".join(tokens), own[0] if len(own) == 1 else None)


@cache
def _light() -> Mapping[str, float]:
    """The words of bodies' names that weigh less than a word of one's own."""
    return dict.fromkeys(words().generic, _GENERIC) | dict.fromkeys(words().legal, _LEGAL)


def spelled_person(name: PersonName) -> Spelled:
    """Make a person's name ready; a part that it repeats counts once."""
    parts = tuple(dict.fromkeys(name.parts))
    weights = [_LETTER if len(p) == 1 else _SHORT if len(p) == 2 else 1.0 for p in parts]
    return Spelled(parts, tuple(weights), parts, "".join(parts))


@lru_cache(maxsize=4096)
def rarity(bearers: int) -> float:
    """Weight of a token that so many names bear, 1 for one that none does."""
    return 1 / (1 + math.log2(1 + bearers) / _COMMON)


def align(a: Spelled, b: Spelled, kind: Kind, counts: Mapping[str, int] | None = None) -> Alignment:
    """Lay two names beside each other. `counts` is a table of how many names bear a token; it never drifts."""
    ours, theirs = (_weights(a, counts), _weights(b, counts)) if counts else (a.weights, b.weights)
    found = Alignment()
    left, right = list(a.tokens), list(b.tokens)  # "" takes the place of a token that has met one
    for i, token in enumerate(a.tokens):
        if token in right:
            j = right.index(token)
            left[i] = right[j] = ""
            _meet(found, i, j, 1.0, ours[i])
    person = kind == "person"
    if any(left) and any(right):
        for i, j, likeness, weight in _joined(left, right, ours, theirs, person):
            _meet(found, i, j, likeness, weight)
        for j, i, likeness, weight in _joined(right, left, theirs, ours, person):
            _meet(found, i, j, likeness, weight)
        _pair(found, left, right, ours, theirs, person)
    found.left = sum(compress(ours, left))
    found.right = sum(compress(theirs, right))
    if not person and found.met < 2 * _GENERIC:
        found.acronym = max(_short_of(a, b), _short_of(b, a))
    return found


def _weights(name: Spelled, counts: Mapping[str, int]) -> Sequence[float]:
    return [weight * rarity(counts.get(token, 0)) for token, weight in zip(name.tokens, name.weights, strict=True)]


def _meet(found: Alignment, i: int, j: int, likeness: float, weight: float) -> None:
    found.pairs.append((i, j, likeness))
    found.met += weight * likeness
    found.lost += weight * (1 - likeness)


def _joined(
    left: list[str], right: list[str], ours: Sequence[float], theirs: Sequence[float], person: bool
) -> Iterator[tuple[int, int, float, float]]:
    """Two or three neighbours on the left that make one token of the right: places, likeness and weight."""
    if len(left) - left.count("") < 2:
        return
    longest = max(map(len, right)) + 2
    for length in (2, 3):
        for start in range(len(left) - length + 1):
            run = left[start : start + length]
            whole = "".join(run)
            if "" in run or not 3 < len(whole) <= longest:
                continue
            for j, token in enumerate(right):
                if len(token) <= 3 or abs(len(token) - len(whole)) > 2:
                    continue
                likeness = alike(whole, token, person)
                if likeness >= _JOINED:
                    yield start, j, likeness, max(theirs[j], *ours[start : start + length])
                    left[start : start + length] = [""] * length
                    right[j] = ""
                    break


def _pair(
    found: Alignment, left: list[str], right: list[str], ours: Sequence[float], theirs: Sequence[float], person: bool
) -> None:
    options = []
    for i, token in enumerate(left):
        if token:
            for j, other in enumerate(right):
                if other and (likeness := alike(token, other, person)) >= _LEAST:
                    options.append((-likeness, abs(i - j), i, j))
    for likeness, _, i, j in sorted(options):
        if left[i] and right[j]:
            left[i] = right[j] = ""
            _meet(found, i, j, -likeness, (ours[i] + theirs[j]) / 2)


def _short_of(a: Spelled, b: Spelled) -> float:
    """Whether the first is a word made of the beginnings of the second's words."""
    if a.short is None or not 3 <= len(a.short) <= 14 or len(b.words) < 2:
        return 0.0
    particles = words().particles
    plain = tuple([word for word in b.words if word not in particles])
    given = max([composed(a.short, name) for name in {b.words, plain}])
    return 0.0 if given < 2 else _ACRONYM.get(given, 1.0)
