"""How right resolution across documents is on labelled corpora, in both bands, and how far a posterior may be trusted.

Pairs of mentions from two documents are counted: of one labelled entity (`gold`), joined (`told`), both (`hits`). What
is joined in the merge band the machine joins by itself; at the line .5 what people would be asked about is joined too.
`identified` are the pairs whose two mentions each have, in their document, what sets a thing apart from others (a full
name, a plate, a name with a word of its own).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from api.offline import extracted
from benchmarks.names import fitted
from benchmarks.scoring import overlapping
from extractors.readers.base import Rejected
from graph.batch import clusters_of, pairs_of
from graph.judgement import decide
from graph.resolution.keys import keys_of
from graph.resolution.model import model
from graph.resolution.pairs import node_of
from graph.resolution.profiles import Reading, read
from ontology.claim import TYPE, Extraction
from ontology.loader import schema

MERGE, DEFAULT = 1.0, 0.5
REAL = frozenset({"Place", "Agency", "Organization"})
"""What two invented worlds have in common. Whoever else is joined over two corpora are namesakes."""
UNRESOLVED = frozenset({"Date", "Money", "Coordinate", "Event", "PopulationGroup"})
BINS = (0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 0.999, 1.0)
Figures = dict[str, Any]
Counts = tuple[int, int, int]
"""Hits, told, gold."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled mention, and what resolution holds of it: `profile` is None for one that extraction missed."""

    entity: str
    type: str
    document: str
    mention: str
    profile: str | None
    telling: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """One corpus, read; its labelled mentions; and the cluster of each mention by line."""

    name: str
    readings: tuple[Reading, ...]
    labelled: tuple[Labelled, ...]
    clusters: Mapping[float, Mapping[str, str]]


def load(path: Path, gold_mentions: bool) -> Corpus:
    """Extract and resolve a corpus; with `gold_mentions`, spans and types are those labelled."""
    gold = {d["id"]: d for d in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    found = [x for x in extracted([path], gold_mentions) if not isinstance(x, Rejected)]
    decisions = decide(())
    readings = tuple(read(e.document, e.mentions, e.claims, decisions, schema()) for _, e in found)
    labelled: list[Labelled] = []
    for (source, extraction), reading in zip(found, readings, strict=True):
        labelled += _labelled(gold[source.document.given_id], extraction, reading)
    clusters = {line: clusters_of(readings, decisions, model(), line) for line in (MERGE, DEFAULT)}
    return Corpus(path.stem, readings, tuple(labelled), clusters)


def _labelled(gold: Mapping[str, Any], extraction: Extraction, reading: Reading) -> Iterable[Labelled]:
    types = {c.subject: c.value.normal for c in extraction.claims if c.predicate == TYPE and c.value}
    seen = [{"start": m.start, "end": m.end, "type": types.get(m.id), "id": m.id} for m in extraction.mentions]
    met = {i: seen[j]["id"] for i, j in overlapping(gold["mentions"], seen)}
    telling = {p.id: node_of(p, ()).telling for p in reading.profiles.values()}
    for i, mention in enumerate(gold["mentions"]):
        if mention["entity"] and mention["type"] not in UNRESOLVED:
            id_ = str(met.get(i, f"missed {gold['id']} {i}"))
            holder = reading.holder.get(id_)
            yield Labelled(
                mention["entity"], mention["type"], gold["id"], id_, holder, telling.get(holder or "", False)
            )


def counts(labelled: Sequence[Labelled], clusters: Mapping[str, str]) -> Counts:
    """Pairs of mentions from two documents."""

    def across(keys: Iterable[tuple[str, ...]], documents: Iterable[str]) -> int:
        listed = list(keys)
        inside = Counter(zip(listed, documents, strict=True))
        return sum(n * (n - 1) // 2 for n in Counter(listed).values()) - sum(n * (n - 1) // 2 for n in inside.values())

    documents = [x.document for x in labelled]
    of = [clusters.get(x.mention, x.mention) for x in labelled]
    both = [(x.entity, c) for x, c in zip(labelled, of, strict=True)]
    return across(both, documents), across(((c,) for c in of), documents), across(
        ((x.entity,) for x in labelled), documents
    )  # fmt: skip


def told(counted: Iterable[Counts]) -> Figures:
    """Precision, recall and F1 of summed counts, and how many pairs are wrong."""
    hits, joined, gold = (sum(c) for c in zip(*counted, strict=True))
    return {"precision": hits / max(joined, 1), "recall": hits / max(gold, 1), "f1": 2 * hits / max(joined + gold, 1),
            "wrong": joined - hits, "gold": gold}  # fmt: skip


def measured(corpora: Sequence[Corpus]) -> Figures:
    """Both bands over all corpora: all pairs, those identified, those of found mentions, by type and by corpus."""
    found: Figures = {}
    for name, line in (("merge band", MERGE), ("line .5", DEFAULT)):
        kinds = sorted({x.type for c in corpora for x in c.labelled})

        def of(keep: Any, line: float = line) -> Figures:
            return told(counts([x for x in c.labelled if keep(x)], c.clusters[line]) for c in corpora)

        band = {
            "all": of(lambda x: bool(x.entity)),
            "identified": of(lambda x: x.telling),
            "of the found": of(lambda x: x.profile),
        }
        types = {kind: of(lambda x, kind=kind: x.type == kind) for kind in kinds}
        mixed = sum(_mixed(c, line) for c in corpora)
        each = {c.name: told([counts(c.labelled, c.clusters[line])])["f1"] for c in corpora}
        found[name] = band | {"wrong by grouping inside a document": mixed, "mean f1": float(np.mean([*each.values()])),
                              "by type": types, "f1 by corpus": each}  # fmt: skip
    found["merge band"]["namesakes of two corpora"] = namesakes(corpora)
    return found


def namesakes(corpora: Sequence[Corpus]) -> dict[str, int]:
    """Groups that the machine joins of things of two corpora, all documents taken for one corpus, by type."""
    readings = [r for c in corpora for r in c.readings]
    home = {r.document.id: c.name for c in corpora for r in c.readings}
    profiles = {id_: p for r in readings for id_, p in r.profiles.items()}
    groups: dict[str, set[str]] = defaultdict(set)
    made = clusters_of(readings, decide(()), model(), MERGE)
    for id_ in profiles:
        groups[made[id_]].add(id_)
    return dict(
        Counter(
            profiles[min(group)].type
            for group in groups.values()
            if profiles[min(group)].type not in REAL and len({home[profiles[i].document] for i in group}) > 1
        )
    )


def _mixed(corpus: Corpus, line: float) -> int:
    """Wrong pairs of mentions whose profiles are mostly of one entity: a document was read wrongly, not joined."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    groups: dict[str, list[Labelled]] = defaultdict(list)
    for x in corpus.labelled:
        if x.profile is not None:
            votes[x.profile][x.entity] += 1
            groups[corpus.clusters[line].get(x.mention, x.mention)].append(x)
    mostly = {profile: min(c.items(), key=lambda item: (-item[1], item[0]))[0] for profile, c in votes.items()}
    return sum(
        a.document != b.document and a.entity != b.entity and mostly[a.profile or ""] == mostly[b.profile or ""]
        for group in groups.values()
        for a, b in combinations(group, 2)
    )


def reliability(corpora: Sequence[Corpus]) -> Figures:
    """How often pairs of a posterior are one thing: as the model tells it, and with slope and offset of the log odds
    fitted on the other corpora. `error`: the expected calibration error over the bins."""
    scored = [_scored(c) for c in corpora]
    bits = np.concatenate([s[0] for s in scored])
    same = np.concatenate([s[1] for s in scored])
    home = np.repeat(np.arange(len(scored)), [len(s[0]) for s in scored])
    x = np.c_[np.clip(bits, -20, 20) * np.log(2), np.ones(len(bits))]
    held = np.zeros(len(bits))
    for left_out in range(len(scored)):
        weights = fitted(x[home != left_out], same[home != left_out], np.ones((home != left_out).sum()), ridge=0.1)
        held[home == left_out] = x[home == left_out] @ weights
    whole = fitted(x, same, np.ones(len(same)), ridge=0.1)
    raw, mended = 1 / (1 + np.exp(-x[:, 0])), 1 / (1 + np.exp(-held))
    return {"pairs": len(bits), "as told": _table(raw, same), "fitted on the others": _table(mended, same),
            "slope": float(whole[0]), "offset in bits": float(whole[1] / np.log(2))}  # fmt: skip


def _scored(corpus: Corpus) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    entity = {x.profile: x.entity for x in corpus.labelled if x.profile is not None}
    profiles = {id_: p for reading in corpus.readings for id_, p in reading.profiles.items()}
    keys = {id_: keys_of(p, schema()) for id_, p in profiles.items()}
    pairs = [p for p in pairs_of(profiles, keys, model()) if p.left in entity and p.right in entity]
    return np.array([p.bits for p in pairs]), np.array([float(entity[p.left] == entity[p.right]) for p in pairs])


def _table(chance: np.ndarray[Any, Any], same: np.ndarray[Any, Any]) -> Figures:
    found: Figures = {}
    error = 0.0
    for low, high in pairwise(BINS):
        here = (chance >= low) & ((chance < high) | (high == 1.0))
        if here.any():
            found[f"{low:g}-{high:g}"] = {"pairs": int(here.sum()), "mean": float(chance[here].mean()),
                                          "one thing": float(same[here].mean())}  # fmt: skip
            error += abs(chance[here].mean() - same[here].mean()) * here.mean()
    return {"error": float(error), "bins": found}
