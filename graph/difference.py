"""What a change of the graph does to entities: which come about, go, are merged, split, or get other members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Moves:
    """Mention → id of the entity that held it before a change, and that holds it after; of all whose component was
    made anew. Filled by `graph.fuse`."""

    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)

    def then(self, later: Moves) -> Moves:
        """Both changes, one after the other, as one."""
        return Moves({**later.before, **self.before}, {**self.after, **later.after})


@dataclass(frozen=True, slots=True)
class Part:
    """An entity as one caller sees it: its members by (received, id), the first of which names it."""

    id: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    into: Part
    of: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Split:
    of: Part
    into: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """An entity that stays one and gains or loses members, as when a document is withdrawn."""

    before: Part
    after: Part


@dataclass(frozen=True, slots=True)
class Difference:
    """Each ordered by id. An entity that one part leaves while another comes in is among `split` and `merged`."""

    created: tuple[Part, ...] = ()
    removed: tuple[Part, ...] = ()
    merged: tuple[Merged, ...] = ()
    split: tuple[Split, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def after(self) -> tuple[Part, ...]:
        """All entities that are other than before, as they are now."""
        parts = {*self.created, *(m.into for m in self.merged), *(p for s in self.split for p in s.into),
                 *(c.after for c in self.changed)}  # fmt: skip
        return tuple(sorted(parts, key=lambda part: part.id))


def difference(moves: Moves, seen: Mapping[str, date]) -> Difference:
    """Of the mentions `seen` (with the days on which their documents were received); hidden ones leave no trace."""
    before, after = _parts(moves.before, seen), _parts(moves.after, seen)
    was = {m: part for part in before for m in part.members}
    is_ = {m: part for part in after for m in part.members}
    created, removed, merged, split, changed = [], [], [], [], []
    for part in after:
        sources = _of(part.members, was)
        if not sources:
            created.append(part)
        elif len(sources) > 1:
            merged.append(Merged(part, sources))
    for part in before:
        targets = _of(part.members, is_)
        if not targets:
            removed.append(part)
        elif len(targets) > 1:
            split.append(Split(part, targets))
        elif targets[0] != part and _of(targets[0].members, was) == (part,):
            changed.append(Changed(part, targets[0]))
    return Difference(tuple(created), tuple(removed), tuple(merged), tuple(split), tuple(changed))


def _parts(holders: Mapping[str, str], seen: Mapping[str, date]) -> list[Part]:
    groups: dict[str, list[str]] = defaultdict(list)
    for mention, entity in holders.items():
        if mention in seen:
            groups[entity].append(mention)
    ordered = [tuple(sorted(group, key=lambda m: (seen[m], m))) for group in groups.values()]
    return sorted((Part(members[0], members) for members in ordered), key=lambda part: part.id)


def _of(members: Iterable[str], holders: Mapping[str, Part]) -> tuple[Part, ...]:
    return tuple(sorted({holders[m] for m in members if m in holders}, key=lambda part: part.id))
