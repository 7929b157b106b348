"""Guarded agglomeration of profiles into clusters.

Links are taken from strongest to weakest; two clusters are joined only if the sum of all observed weights between
their members, each clipped, is not negative. A pair nobody compared counts nothing. People's verdicts come first, in
the order in which they were made; then equal keys; then scored pairs. The result depends on nothing but these.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.judgement import Verdict
from graph.resolution.together import Groups
from graph.rows import Pair


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A judgement that earlier ones exclude, and the judged mentions on the way between its two. It is not applied
    until a person retracts one of them: its component stays as it was."""

    left: str
    right: str
    verdict: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A profile as clustering sees it. `keys` join by themselves.

    Two profiles of one document that are both told by what sets them apart from others (`telling`: a full name, a
    plate) are held apart unless it may call them by one name: one of `names` is among the other's `names` or `parts`.
    They are held apart in any case when a statement links them (`beside`): nobody is his own kin. A nickname or "the
    truck" beside a full name or a plate may be the same thing: other documents tell. So may what the document itself
    says may be one (`perhaps`).
    """

    id: str
    document: str
    type: str
    keys: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    telling: bool = True

    def may_be(self, other: Node) -> bool:
        """Whether one document may mean one thing by the two."""
        if other.id in self.beside or self.id in other.beside:
            return False
        if other.id in self.perhaps or not (self.telling and other.telling):
            return True
        return bool(self.names & (other.names | other.parts) or other.names & self.parts)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Groups of profile ids, each sorted, ordered by their first; and the judgements that could not be applied."""

    groups: tuple[tuple[str, ...], ...]
    contradictions: tuple[Contradiction, ...]


def cluster(
    nodes: Iterable[Node],
    pairs: Iterable[Pair],
    judged: Sequence[tuple[str, str, Verdict]],
    holder: Mapping[str, str],
    *,
    joins: Callable[[Pair], bool],
    clip: float,
    hard: float,
    margin: float,
    grouping: Callable[[Iterable[str]], Groups] = Groups,
) -> Clusters:
    """Cluster the profiles. `holder` leads a mention to its profile; judged pairs outside it are left alone.

    `joins` says which pairs may join; `clip` bounds each weight in bits; weights of `hard` or less hold apart. What may
    be either of two that a document tells apart is merged with neither, unless one is the likelier by `margin` bits.
    `grouping` makes the groups: an explanation gives such as remember how they came about.
    """
    known = {n.id: n for n in sorted(nodes, key=lambda n: n.id)}
    groups = grouping(known)
    here = [(a, b, v) for a, b, v in judged if holder.get(a) in known and holder.get(b) in known]
    for left, right, verdict in here:
        a, b = holder[left], holder[right]
        if verdict == "different":
            groups.part(a, b)
        elif verdict == "same" and known[a].type == known[b].type:
            groups.join(a, b)
    _join_keys(known.values(), groups)
    _part_listed(known.values(), groups)
    observed = sorted((p for p in pairs if p.left in known and p.right in known), key=lambda p: (p.left, p.right))
    for pair in observed:
        if pair.bits <= hard:
            groups.part(pair.left, pair.right)
    agglomerate(groups, _decided(observed, known, groups, margin), joins, clip)
    return Clusters(tuple(sorted(tuple(sorted(g)) for g in groups.all())), tuple(_contradictions(here, holder, groups)))


def _join_keys(nodes: Iterable[Node], groups: Groups) -> None:
    """One chain a key instead of all pairs. Who is held apart from the first bearer starts a chain of his own."""
    chains: dict[str, list[str]] = {}
    for node in nodes:
        for key in node.keys:
            chain = chains.setdefault(key, [])
            if not any(groups.join(first, node.id) for first in chain):
                chain.append(node.id)


def _part_listed(nodes: Iterable[Node], groups: Groups) -> None:
    """What one document tells as two things stays two, unless it may call both by one name."""
    documents: dict[tuple[str, str], list[Node]] = {}
    for node in nodes:
        documents.setdefault((node.document, node.type), []).append(node)
    for listed in documents.values():
        for i, left in enumerate(listed):
            for right in listed[i + 1 :]:
                if not left.may_be(right):
                    groups.part(left.id, right.id)


def _decided(observed: Sequence[Pair], known: Mapping[str, Node], groups: Groups, margin: float) -> list[Pair]:
    """The pairs, where those beside which one end may as well be another thing of the same document are possible."""
    options: dict[tuple[str, str], list[tuple[Pair, str]]] = {}
    for pair in observed:
        if pair.band == "merge":
            for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
                options.setdefault((one, known[other].document), []).append((pair, other))
    open_ = {
        (pair.left, pair.right)
        for choice in options.values()
        for pair, other in choice
        if any(rival.bits > pair.bits - margin and groups.parted(other, it) for rival, it in choice)
    }
    return [replace(p, band="possible") if (p.left, p.right) in open_ else p for p in observed]


def agglomerate(groups: Groups, observed: Sequence[Pair], joins: Callable[[Pair], bool], clip: float) -> None:
    """Join groups over pairs from strongest to weakest, where the clipped weights between the two do not sum to less
    than nothing; ties go by the ids."""
    weights: dict[str, dict[str, int]] = {}  # between leaders, in thousandths of a bit: sums do not depend on order

    def add(a: str, b: str, weight: int) -> None:
        for one, other in ((a, b), (b, a)):
            row = weights.setdefault(one, {})
            row[other] = row.get(other, 0) + weight

    for pair in observed:
        a, b = groups.leader(pair.left), groups.leader(pair.right)
        if a != b:
            add(a, b, round(1000 * max(-clip, min(clip, pair.bits))))
    for pair in sorted((p for p in observed if joins(p)), key=lambda p: (-p.bits, p.left, p.right)):
        a, b = groups.leader(pair.left), groups.leader(pair.right)
        if a == b or weights[a].get(b, 0) < 0 or not groups.join(pair.left, pair.right):
            continue
        gone = b if groups.leader(a) == a else a
        kept = a if gone == b else b
        for other, weight in weights.pop(gone).items():
            weights[other].pop(gone, None)
            if other != kept:
                add(kept, other, weight)


def _contradictions(
    judged: Sequence[tuple[str, str, Verdict]], holder: Mapping[str, str], groups: Groups
) -> Iterable[Contradiction]:
    for left, right, verdict in judged:
        together = groups.leader(holder[left]) == groups.leader(holder[right])
        if (verdict == "same" and not together) or (verdict == "different" and together):
            yield Contradiction(left, right, verdict, _path(judged, holder, left, right))


def _path(
    judged: Sequence[tuple[str, str, Verdict]], holder: Mapping[str, str], left: str, right: str
) -> tuple[str, ...]:
    """The shortest way between two profiles over judged pairs, as mentions; empty when none leads there."""
    beside: dict[str, list[tuple[str, str, str]]] = {}
    for a, b, verdict in sorted(judged):
        if verdict in ("same", "different") and (a, b) != (left, right):
            beside.setdefault(holder[a], []).append((holder[b], a, b))
            beside.setdefault(holder[b], []).append((holder[a], b, a))
    seen: dict[str, tuple[str, ...]] = {holder[left]: ()}
    queue = deque([holder[left]])
    while queue:
        at = queue.popleft()
        if at == holder[right]:
            return seen[at]
        for to, a, b in beside.get(at, ()):
            if to not in seen:
                seen[to] = (*seen[at], a, b)
                queue.append(to)
    return ()
