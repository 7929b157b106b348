"""One level of a walk: which visible links lead on from a set of entities, and who may be passed.

A link is not crossed where its type forbids it (`walk_not`). A mentioned person (G1) and an aggregate (a type without
a pole: a population group) may end a walk and are never passed. Nor is a hub, an entity with more than HUB_LINKS
visible links of the kinds walked: it is named instead.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from graph.sqlite import views
from graph.sqlite.gate import Gate
from graph.sqlite.records import listed
from ontology.loader import schema

HUB_LINKS = 500
WALK_LINKS = 100_000
"""Visible links that one walk may read. Beyond it the level that it was reading is not taken."""
BATCH = 500
MENTIONED = "mentioned"


class Step(NamedTuple):
    """From one entity over a link to the other one: row numbers, and the link's id."""

    one: int
    link: int
    other: int
    link_id: str


class Met(NamedTuple):
    """An entity that the walk met."""

    id: str
    type: str
    person_class: str | None


class Steps(NamedTuple):
    """`hubs` were not crossed."""

    steps: list[Step]
    hubs: list[int]


class Crossing:
    """A walk's view of the links: remembers ids, types and hubs of the entities it met."""

    def __init__(self, connection: sqlite3.Connection, gate: Gate, links: Sequence[str]) -> None:
        self._connection = connection
        self._gate = gate
        self._links = listed(links)
        self._forbidden = listed([link.name, type_] for link in schema().links.values() for type_ in link.walk_not)
        self._met: dict[int, Met] = {}
        self._steps: dict[int, list[Step]] = {}
        self._read = 0

    def id_of(self, pk: int) -> str:
        return self._entity(pk).id

    def is_mentioned(self, pk: int) -> bool:
        return self._entity(pk).person_class == MENTIONED

    def passable(self, pk: int) -> bool:
        """Whether a walk may go on from here (hubs are told by `expand`)."""
        type_ = schema().types.get(self._entity(pk).type)
        return not self.is_mentioned(pk) and (type_ is None or type_.pole is not None)

    def _entity(self, pk: int) -> Met:
        if pk not in self._met:
            row = self._connection.execute(
                "SELECT id, type, person_class FROM entity WHERE pk = :pk", {"pk": pk}
            ).fetchone()
            self._met[pk] = Met(*row)
        return self._met[pk]

    def expand(self, pks: Sequence[int], *, even_hubs: bool = False) -> Steps:
        """All steps from these visible entities, in no particular order; none when the walk has read too much.
        `even_hubs` is for the ends of a path."""
        new = [pk for pk in pks if pk not in self._steps]
        for start in range(0, len(new), BATCH):
            self._fetch(new[start : start + BATCH])
            if self.overflown:
                return Steps([], [])
        hubs = [] if even_hubs else [pk for pk in pks if self.is_hub(pk)]
        blocked = set(hubs)
        return Steps([s for pk in pks if pk not in blocked for s in self._steps[pk]], hubs)

    @property
    def overflown(self) -> bool:
        return self._read > WALK_LINKS

    def is_hub(self, pk: int) -> bool:
        if pk not in self._steps:
            self._fetch([pk])
        return len(self._steps[pk]) > HUB_LINKS

    def _fetch(self, pks: Sequence[int]) -> None:
        both = "UNION ALL".join(
            f" SELECT l.pk, l.id, l.{one} AS one, l.{other} AS other, {met}.id AS met_id, {met}.type AS met_type, "
            f"{met}.person_class AS met_class FROM {views.LINK} "
            f"WHERE l.{one} {views.IN_PKS} AND l.subject <> l.object "
            "AND (:links = '[]' OR l.type IN (SELECT value FROM json_each(:links))) "
            "AND NOT EXISTS (SELECT 1 FROM json_each(:forbidden) f WHERE json_extract(f.value, '$[0]') = l.type "
            "AND json_extract(f.value, '$[1]') IN (a.type, b.type)) "
            f"AND {self._gate.reach('l', met)} "
            for one, other, met in (("subject", "object", "b"), ("object", "subject", "a"))
        )
        self._steps |= {pk: [] for pk in pks}
        bound = self._gate.bind(pks=listed(pks), links=self._links, forbidden=self._forbidden)
        rows = self._connection.execute(both, bound).fetchall()
        for row in rows:
            self._met[row["other"]] = Met(row["met_id"], row["met_type"], row["met_class"])
            self._steps[row["one"]].append(Step(row["one"], row["pk"], row["other"], row["id"]))
        self._read += len(rows)
