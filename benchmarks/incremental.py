"""How long one new mention takes among 100,000 entities: its keys, its candidates, their scores, its cluster anew.

Profiles and keys are in memory; what a store adds is measured by store.py. Persons are invented: two given names and
two surnames by Zipf's law, so that common keys are overfull as they are in life; a phone on one in four.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from typing import Any

import numpy as np

from graph.resolution.cluster import cluster
from graph.resolution.keys import keys_of, partners
from graph.resolution.model import model
from graph.resolution.pairs import node_of, scored
from graph.resolution.profiles import Profile
from graph.rows import Pair
from ontology.loader import schema

ENTITIES, NEW, NAMES = 100_000, 1_000, 4_000
_SYLLABLES = [a + b for a in ("b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "z") for b in "aeiou"]


def incremental(entities: int = ENTITIES, new: int = NEW) -> dict[str, Any]:
    """Milliseconds of processor time a mention, at the median, the 99th percentile and the worst."""
    chance = random.Random(7)
    names = ["".join(chance.choice(_SYLLABLES) for _ in range(chance.choice((2, 3, 3, 4)))) for _ in range(NAMES)]
    weights = [1 / (rank + 1) ** 0.85 for rank in range(NAMES)]

    def person(number: int) -> Profile:
        name = " ".join(part.capitalize() for part in chance.choices(names, weights, k=chance.choice((2, 3, 3, 4))))
        phone = (f"Phone +5255{chance.randrange(10**8):08}",) if chance.random() < 0.25 else ()
        return Profile(f"m{number}", f"d{number}", "Person", (f"m{number}",), (name,), linked={"Phone": phone})

    match, told = model(), schema()
    profiles: dict[str, Profile] = {}
    keys: dict[str, tuple[str, ...]] = {}
    population: dict[str, list[str]] = defaultdict(list)
    merged: dict[str, list[Pair]] = defaultdict(list)
    spent, candidates = [], 0
    for number in range(entities + new):
        profile = person(number)
        started = time.process_time()
        keys[profile.id] = keys_of(profile, told)
        if number >= entities:
            found = partners(keys[profile.id], population, match.cap)
            pairs = [p for o in sorted(found) if (p := scored(profile, profiles[o], keys[profile.id], keys[o], match))]
            near = {profile.id} | {i for p in pairs if p.band == "merge" for i in (p.left, p.right)}
            known = pairs + [p for i in near for p in merged[i]]
            nodes = [node_of(p, keys[p.id]) for p in (*(profiles[i] for i in sorted(near) if i in profiles), profile)]
            cluster(nodes, known, (), {}, joins=lambda p: p.band == "merge", clip=match.clip, hard=match.hard,
                    margin=match.margin)  # fmt: skip
            spent.append(time.process_time() - started)
            candidates += len(found)
            for pair in pairs:
                merged[pair.left].append(pair)
                merged[pair.right].append(pair)
        profiles[profile.id] = profile
        for key in keys[profile.id]:
            population[key].append(profile.id)
    low, high = np.percentile(spent, [50, 99]) * 1000
    return {"entities": entities, "new mentions": new, "candidates a mention": candidates / new,
            "ms, median": float(low), "ms, p99": float(high), "ms, worst": max(spent) * 1000}  # fmt: skip
