"""Resolution without a store: the same profiles, keys, comparisons and clusters over documents in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph.judgement import Decisions, decide
from graph.resolution.cluster import cluster
from graph.resolution.generic import generic, marked
from graph.resolution.keys import keys_of, partners
from graph.resolution.model import Model, bits_at, model
from graph.resolution.pairs import node_of, scored
from graph.resolution.profiles import Profile, Reading, read
from graph.rows import Pair
from ontology.claim import Extraction
from ontology.loader import schema


def resolve(extractions: Sequence[Extraction], *, line: float = 0.5) -> dict[str, str]:
    """Mention → cluster id (that of its first member by received date and mention id).

    `line`: the posterior from which possible pairs are joined as well; pairs in the merge band always are.
    """
    decisions = decide(())
    readings = [read(e.document, e.mentions, e.claims, decisions, schema()) for e in extractions]
    return clusters_of(readings, decisions, model(), line)


def clusters_of(readings: Sequence[Reading], decisions: Decisions, match: Model, line: float) -> dict[str, str]:
    """Mention → cluster id over documents that were read."""
    profiles = {id_: p for reading in readings for id_, p in reading.profiles.items()}
    holder = {m: h for reading in readings for m, h in reading.holder.items()}
    received = {r.document.id: r.document.received for r in readings}
    keys = {id_: keys_of(p, schema()) for id_, p in profiles.items()}
    pairs = pairs_of(profiles, keys, match)
    threshold = bits_at(line)
    made = cluster(
        (node_of(p, keys[p.id]) for p in profiles.values()),
        pairs,
        decisions.pairs,
        holder,
        joins=lambda p: p.band == "merge" or (p.band == "possible" and p.bits >= threshold),
        clip=match.clip,
        hard=match.hard,
        margin=match.margin,
    )
    found: dict[str, str] = {}
    for group in made.groups:
        members = [(received[profiles[i].document], m) for i in group for m in profiles[i].mentions]
        found |= {mention: min(members)[1] for _, mention in members}
    return found


def pairs_of(profiles: Mapping[str, Profile], keys: Mapping[str, Sequence[str]], match: Model) -> list[Pair]:
    """Every pair that shares a usable key, scored, in the order of ids. `keys` are those of each profile."""
    population: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(keys):
        for key in keys[id_]:
            population[key].append(id_)
    common = generic(population, keys, match.generic)
    told = {id_: marked(profile, common) for id_, profile in profiles.items()}
    return [
        pair
        for id_ in sorted(keys)
        for other in sorted(partners(keys[id_], population, match.cap))
        if id_ < other and (pair := scored(told[id_], told[other], keys[id_], keys[other], match)) is not None
    ]
