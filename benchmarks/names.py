"""Pairs of names with truth: name_bench, and aliases of Latin American OFAC entries with their hardest rivals."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from graph.resolution.alignment import Kind, spelled
from graph.resolution.likeness import MEASURES, measures

RIVALS = 5


@dataclass(frozen=True)
class NamePair:
    """Two names; `half` is 0 for calibration, 1 for measuring."""

    kind: Kind
    schema: str
    left: str
    right: str
    same: bool
    half: int


def name_bench(path: Path) -> list[NamePair]:
    """826 pairs, halved by the hash of their names."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            NamePair("person" if r["schema"] == "Person" else "body", r["schema"], r["name1"], r["name2"],
                     r["is_match"] == "true", _half(f"{r['name1']}|{r['name2']}"))
            for r in csv.DictReader(file)
        ]  # fmt: skip


def _half(text: str) -> int:
    return hashlib.blake2b(text.encode(), digest_size=4).digest()[0] % 2


def ofac(path: Path) -> tuple[list[NamePair], Counter[str]]:
    """Each alias with its own name and the five names of others that are most like it by rapidfuzz's token ratios;
    halved by entity. And how many of the primary names bear each token."""
    entities = json.loads(path.read_text(encoding="utf-8"))
    pairs: list[NamePair] = []
    counts: Counter[str] = Counter()
    for type_, kind, schema in (("PER", "person", "Person"), ("ORG", "body", "Organization")):
        group = [e for e in entities if e["type"] == type_]
        names = [e["name"].lower() for e in group]
        counts.update(t for e in group for t in set(spelled(e["name"], kind).tokens))
        asked = [(place, alias) for place, e in enumerate(group) for alias in e["aliases"]]
        queries = [alias.lower() for _, alias in asked]
        ratios = [
            process.cdist(queries, names, scorer=s, dtype=np.uint8, workers=2)
            for s in (fuzz.token_sort_ratio, fuzz.token_set_ratio)
        ]
        likeness = np.maximum(*ratios).astype(np.int16)
        for row, (place, alias) in enumerate(asked):
            likeness[row, place] = -1
            half = hashlib.blake2b(group[place]["id"].encode(), digest_size=2).digest()[0] % 2
            for other in (place, *np.argsort(-likeness[row], kind="stable")[:RIVALS].tolist()):
                pairs.append(NamePair(kind, schema, alias, group[other]["name"], other == place, half))  # type: ignore[arg-type]
    return pairs, counts


def best_line(scores: Sequence[float], same: Sequence[bool]) -> float:
    """The line of the highest F1 to be expected: a logistic curve is fitted to the scores, since the highest F1 seen on
    some four hundred pairs is an accident of a few."""
    x = np.array(scores, dtype=np.float64)
    made = np.c_[x, np.ones(len(x))]
    weights = fitted(made, np.array(same, dtype=np.float64), np.ones(len(x)), ridge=0.01)
    chance = np.sort(1 / (1 + np.exp(-made @ weights)))[::-1]
    expected = 2 * chance.cumsum() / (np.arange(1, len(chance) + 1) + chance.sum())
    at = int(expected.argmax())
    line = (chance[at] + chance[min(at + 1, len(chance) - 1)]) / 2
    return float((np.log(line / (1 - line)) - weights[1]) / weights[0])


def f1(scores: Sequence[float], same: Sequence[bool], line: float) -> dict[str, float]:
    told = [s >= line for s in scores]
    hits = sum(t and s for t, s in zip(told, same, strict=True))
    return {"precision": hits / max(sum(told), 1), "recall": hits / sum(same), "f1": 2 * hits / (sum(told) + sum(same))}


def average_precision(scores: Sequence[float], same: Sequence[bool]) -> float:
    """Area under precision over recall; equal scores count together."""
    ranked = sorted(zip(scores, same, strict=True), key=lambda pair: -pair[0])
    hits, area, at = 0, 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        fresh = sum(s for _, s in ranked[at:end])
        hits += fresh
        area += fresh * hits / end
        at = end
    return area / hits


def fitted(
    x: NDArray[np.float64], y: NDArray[np.float64], weight: NDArray[np.float64], ridge: float = 1.0
) -> NDArray[np.float64]:
    """Logistic regression by Newton's method."""
    found = np.zeros(x.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-x @ found))
        slope = x.T @ (weight * (chance - y)) + ridge * found
        curve = (x * (weight * chance * (1 - chance))[:, None]).T @ x + ridge * np.eye(x.shape[1])
        found -= np.linalg.solve(curve, slope)
    return found


def calibrated(
    bench: Sequence[NamePair], aliases: Sequence[NamePair], counts: Counter[str]
) -> dict[str, dict[str, float]]:
    """The weights of likeness.yaml, from the calibration halves; name_bench has a tenth of the weight."""
    found: dict[str, dict[str, float]] = {}
    for kind in ("person", "body"):
        a = [p for p in bench if p.kind == kind and p.half == 0]
        b = [p for p in aliases if p.kind == kind and p.half == 0]
        x = np.array([measures(p.left, p.right, p.kind) for p in a]
                     + [measures(p.left, p.right, p.kind, counts) for p in b])  # fmt: skip
        y = np.array([p.same for p in (*a, *b)], dtype=np.float64)
        weight = np.r_[np.full(len(a), 0.1 * len(b) / len(a)), np.ones(len(b))]
        found[kind] = dict(zip(MEASURES, fitted(x, y, weight).round(2).tolist(), strict=True))
    return found
