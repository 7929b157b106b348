"""Figures of a scorer on documents kept out of its training: by link, language and distance; calibration; roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.relations.scoring.pairs import LINKS, ROLES
from extractors.tagger.labels import Floats
from training.link_examples import Example

_FAR = 3
"""Lines between two ends from which they are counted as far."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Every allowed link of every pair, flat: logit, whether it was right, and what figures are broken down by.

    `again` marks second tellings of a gold link; `gold` counts the gold links by link and language.
    """

    logit: Floats
    right: Floats
    again: NDArray[np.bool_]
    link: NDArray[np.int64]
    lang: NDArray[np.str_]
    lines: NDArray[np.int64]
    role: NDArray[np.int64]
    roles: Floats
    gold: Counter[tuple[str, str]]


def judged(examples: Sequence[Example], told: Sequence[tuple[Floats, Floats]]) -> Judged:
    """`told` has for each example the logits of links and the shares of roles, a row for each pair."""
    columns: list[list[NDArray[Any]]] = [[] for _ in range(8)]
    gold: Counter[tuple[str, str]] = Counter()
    for example, (links, roles) in zip(examples, told, strict=True):
        pair, link = np.nonzero(example.weights)
        lang = np.full(len(pair), example.lang)
        values: tuple[NDArray[Any], ...] = (
            links[pair, link], example.answers[pair, link], example.weights[pair, link] < 1, link, lang,
            example.lines[pair], example.roles[pair], roles[pair],
        )  # fmt: skip
        for column, value in zip(columns, values, strict=True):
            column.append(value)
        gold.update({(name, example.lang): count for name, count in example.gold.items()})
    names = ("logit", "right", "again", "link", "lang", "lines", "role", "roles")
    flat: dict[str, Any] = {name: np.concatenate(column) for name, column in zip(names, columns, strict=True)}
    return Judged(**flat, gold=gold)


def calibration(*told: Judged) -> tuple[float, float]:
    """Slope and shift of the logistic curve (Platt 1999) from logits to the share that was right."""
    slope, shift = 1.0, 0.0
    x, y = (np.concatenate([getattr(each, name) for each in told]).astype(np.float64) for name in ("logit", "right"))
    for _ in range(50):
        p = 1 / (1 + np.exp(-(slope * x + shift)))
        w = np.maximum(p * (1 - p), 1e-9)
        hessian = np.array([[(w * x * x).sum(), (w * x).sum()], [(w * x).sum(), w.sum()]])
        step = np.linalg.solve(hessian, np.array([((y - p) * x).sum(), (y - p).sum()]))
        slope, shift = slope + float(step[0]), shift + float(step[1])
    return slope, shift


def shares(told: Judged, slope: float, shift: float) -> Floats:
    made: Floats = (1 / (1 + np.exp(-(slope * told.logit + shift)))).astype(np.float32)
    return made


def best_line(share: Floats, right: Floats, gold: int) -> tuple[float, float]:
    """The line of the highest F1 and that F1."""
    order = np.argsort(-share, kind="stable")
    hits = np.cumsum(right[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + gold)
    best = int(f1.argmax())
    return float(share[order[best]]), float(f1[best])


def lines_of_report(told: Judged, share: Floats, lines: dict[str, float], roles: dict[str, float]) -> Iterator[str]:
    """The figures as lines of text, at the given lines of links and roles."""
    line = np.array([lines[name] for name in LINKS], dtype=np.float32)
    taken = share >= line[told.link]
    everything = sum(told.gold.values())
    yield f"asked: {told.right.sum():.0f} of {everything} gold links are among the pairs"
    yield _row("all", taken, told, everything)
    for lang in ("en", "es"):
        here = told.lang == lang
        gold = sum(count for (_, of), count in told.gold.items() if of == lang)
        yield _row(lang, taken & here, told, gold)
    for n, name in enumerate(LINKS):
        gold = sum(count for (of, _), count in told.gold.items() if of == name)
        mine = told.link == n
        best = best_line(share[mine], told.right[mine], gold) if mine.any() else (0.0, 0.0)
        yield _row(name, taken & mine, told, gold) + f"  best {best[1]:.3f} at {best[0]:.2f}"
    for far in range(_FAR + 1):
        here = np.minimum(told.lines, _FAR) == far
        yield _row(f"{far} lines apart", taken & here, told, int(told.right[here].sum()))
    yield from _reliability(share, told)
    yield from _roles(told, taken, roles)


def _row(name: str, taken: NDArray[np.bool_], told: Judged, gold: int) -> str:
    hits, many = told.right[taken].sum(), max(int(taken.sum()), 1)
    precision, recall = hits / many, hits / max(gold, 1)
    f1 = 2 * hits / (many + gold)
    return f"{name:16} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({gold})"


def _reliability(share: Floats, told: Judged) -> Iterator[str]:
    for low in np.arange(0, 1, 0.1):
        inside = (share >= low) & (share < low + 0.1) & ~told.again
        if inside.any():
            yield f"score {low:.1f}-{low + 0.1:.1f}: {told.right[inside].mean():.3f} right of {inside.sum()}"


def _roles(told: Judged, taken: NDArray[np.bool_], lines: dict[str, float]) -> Iterator[str]:
    there = taken & (told.role >= 0)
    best = told.roles.argmax(1)
    sure = told.roles.max(1) >= np.array([lines[name] for name in ROLES])[best]
    for name, here in (("any role", there), *((f"role {r}", there & (best == n)) for n, r in enumerate(ROLES))):
        told_so = here & sure
        right = (best == told.role)[told_so].mean() if told_so.any() else 0.0
        yield f"{name:16} right {right:.3f} of {told_so.sum()} told, {here.sum()} found"
