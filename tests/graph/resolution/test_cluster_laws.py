"""Laws of clustering: no order matters, components do not look at each other, verdicts of people hold."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.judgement import Verdict
from graph.resolution.cluster import Clusters, Node, cluster
from graph.resolution.pairs import node_of
from graph.rows import Pair
from tests.graph.resolution.telling import Report, Told, person, thing

IDS = [f"m{i:02}" for i in range(12)]
Links = tuple[tuple[str, int, int], ...]
Judged = list[tuple[str, str, Verdict]]


def pair(a: str, b: str, bits: float) -> Pair:
    return Pair(min(a, b), max(a, b), bits, "merge" if bits > 0 else "distinct", "1")


two = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda t: t[0] < t[1])
pairs = st.dictionaries(two, st.sampled_from([-100.0, -9.0, -3.0, 2.5, 10.5, 12.0, 14.0]), max_size=30).map(
    lambda found: [pair(a, b, bits) for (a, b), bits in sorted(found.items())]
)
verdicts: st.SearchStrategy[Judged] = st.dictionaries(two, st.sampled_from(["same", "different"]), max_size=5).map(
    lambda found: [(a, b, v) for (a, b), v in found.items()]  # type: ignore[misc]
)
homes = st.lists(st.sampled_from(["d1", "d2", "d3", "d4", "d5", "d6"]), min_size=len(IDS), max_size=len(IDS))
keyed = st.lists(st.sampled_from([(), (), ("k1",), ("k2",), ("k1", "k2")]), min_size=len(IDS), max_size=len(IDS))


def nodes_of(documents: list[str], keys: list[tuple[str, ...]]) -> list[Node]:
    return [Node(i, d, "Person", k) for i, d, k in zip(IDS, documents, keys, strict=True)]


def made(nodes: list[Node], told: list[Pair], judged: Judged) -> Clusters:
    holder = {n.id: n.id for n in nodes}
    return cluster(nodes, told, judged, holder, joins=lambda p: p.band == "merge", clip=12, hard=-20, margin=2)


def alone(ids: list[str]) -> list[Node]:
    return [Node(i, f"d-{i}", "Person") for i in ids]


@given(homes, keyed, pairs, verdicts, st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_pairs_does_not_matter(
    documents: list[str], keys: list[tuple[str, ...]], told: list[Pair], judged: Judged, chance: random.Random
) -> None:
    nodes = nodes_of(documents, keys)
    once = made(nodes, told, judged)
    chance.shuffle(nodes)
    chance.shuffle(told)
    assert made(nodes, told, judged) == once


@given(homes, keyed, pairs, verdicts)
def test_a_component_is_clustered_alike_alone_and_among_others(
    documents: list[str], keys: list[tuple[str, ...]], told: list[Pair], judged: Judged
) -> None:
    nodes = nodes_of(documents, keys)
    whole = made(nodes, told, judged)
    for component in components(nodes, told, judged):
        part = [n for n in nodes if n.id in component]
        inside = [g for g in whole.groups if set(g) <= component]
        assert list(made(part, told, judged).groups) == inside


@given(homes, keyed, pairs, verdicts)
def test_every_verdict_holds_or_is_reported(
    documents: list[str], keys: list[tuple[str, ...]], told: list[Pair], judged: Judged
) -> None:
    found = made(nodes_of(documents, keys), told, judged)
    home = {i: n for n, group in enumerate(found.groups) for i in group}
    broken = {(c.left, c.right, c.verdict) for c in found.contradictions}
    for left, right, verdict in judged:
        assert ((home[left] == home[right]) == (verdict == "same")) != ((left, right, verdict) in broken)
    if judged:
        assert judged[0] not in broken, "the first verdict is never the one that is set aside"


@given(homes, pairs)
def test_two_things_of_one_document_and_hard_conflicts_stay_apart(documents: list[str], told: list[Pair]) -> None:
    nodes = nodes_of(documents, [()] * len(IDS))
    home = {n.id: n.document for n in nodes}
    for group in made(nodes, told, []).groups:
        assert len({home[i] for i in group}) == len(group)
        assert not [p for p in told if p.bits <= -20 and p.left in group and p.right in group]


def components(nodes: list[Node], told: list[Pair], judged: Judged) -> list[set[str]]:
    """By the plainest means: join whatever has a positive pair, an equal key or a verdict of `same`."""
    joins = [(p.left, p.right) for p in told if p.bits > 0] + [(a, b) for a, b, v in judged if v == "same"]
    joins += [(a.id, b.id) for a in nodes for b in nodes if set(a.keys) & set(b.keys)]
    found = [{n.id} for n in nodes]
    for a, b in joins:
        one = next(c for c in found if a in c)
        other = next(c for c in found if b in c)
        if one is not other:
            one |= other
            found.remove(other)
    return found


def test_the_guard_refuses_a_join_that_the_rest_of_the_cluster_speaks_against() -> None:
    told = [pair("m00", "m01", 14), pair("m01", "m02", 11), pair("m00", "m02", -11.5)]
    assert made(alone(["m00", "m01", "m02"]), told, []).groups == (("m00", "m01"), ("m02",))


def test_a_hard_conflict_is_not_outvoted() -> None:
    told = [pair("m00", "m01", 14), pair("m01", "m02", 13), pair("m00", "m02", -20)]
    assert made(alone(["m00", "m01", "m02"]), told, []).groups == (("m00", "m01"), ("m02",))


def test_a_merge_through_a_third_document_respects_what_one_document_tells_apart() -> None:
    nodes = [Node("m00", "d1", "Person"), Node("m01", "d1", "Person"), Node("m02", "d2", "Person")]
    told = [pair("m00", "m02", 14), pair("m01", "m02", 12)]
    assert made(nodes, told, []).groups == (("m00", "m02"), ("m01",))


def test_what_may_be_either_of_two_that_a_document_tells_apart_is_neither_by_machine() -> None:
    nodes = [Node("m00", "d1", "Person"), Node("m01", "d1", "Person"), Node("m02", "d2", "Person")]
    told = [pair("m00", "m02", 13), pair("m01", "m02", 12)]
    assert made(nodes, told, []).groups == (("m00",), ("m01",), ("m02",))


def test_one_name_in_one_document_is_not_two_things() -> None:
    names = frozenset({"tijuana"})
    nodes = [
        Node("m00", "d1", "Place", names=names),
        Node("m01", "d1", "Place", names=names),
        Node("m02", "d2", "Place"),
    ]
    told = [pair("m00", "m02", 13), pair("m01", "m02", 12)]
    assert made(nodes, told, []).groups == (("m00", "m01", "m02"),)


@pytest.mark.parametrize(
    ("one", "other", "links", "apart"),
    [
        (person("Salinas"), person("Héctor Salinas Guerra"), (), False),
        (person("Héctor Salinas"), person("Héctor Salinas Guerra"), (), True),
        (person("Juan Pérez Lara"), person("Juan Pérez Lara"), (), True),
        (person("Pérez"), person("Juan Pérez Lara"), (("familyOf", 0, 1),), True),
        (person("El Tigre"), person("Juan Pérez Lara"), (), False),
        (person("El Tigre"), person("Juan Pérez Lara"), (("familyOf", 0, 1),), True),
        (thing("Vehicle", "white van"), thing("Vehicle", plate="KXR4471"), (), False),
        (thing("Vehicle", "car", plate="LRD9034"), thing("Vehicle", "van", plate="KXR4471"), (), True),
        (thing("Place", "Reynosa"), thing("Place", "REYNOSA"), (), False),
        (thing("Place", "Reynosa"), thing("Place", "Matamoros"), (), True),
        (thing("CriminalNetwork", "Zanates"), thing("CriminalNetwork", "Cartel de los Zanates"), (), False),
    ],
    ids=[
        "a part",
        "two full names",
        "namesakes",
        "kin",
        "a nickname",
        "kin by a nickname",
        "a car without plates",
        "two plates",
        "one place",
        "two places",
        "one network",
    ],
)  # fmt: skip
def test_what_one_document_tells_as_two(one: Told, other: Told, links: Links, apart: bool) -> None:
    left, right = (node_of(p, ()) for p in Report("a", (one, other), links).profiles())
    assert left.may_be(right) == right.may_be(left) == (not apart)


def test_whom_people_hold_apart_share_a_key_in_two_groups() -> None:
    nodes = [Node(i, f"d-{i}", "Phone", ("k",)) for i in ("m00", "m01", "m02")]
    assert made(nodes, [], [("m00", "m02", "different")]).groups == (("m00", "m01"), ("m02",))


def test_a_contradiction_tells_the_way_between_its_two() -> None:
    judged: Judged = [("m00", "m01", "same"), ("m01", "m02", "same"), ("m00", "m02", "different")]
    found = made(alone(["m00", "m01", "m02"]), [], judged)
    assert found.groups == (("m00", "m01", "m02"),)
    (told,) = found.contradictions
    assert (told.left, told.right, told.verdict) == ("m00", "m02", "different")
    assert told.path == ("m00", "m01", "m01", "m02")


def test_two_types_are_never_one_even_when_called_the_same() -> None:
    nodes = [Node("m00", "d1", "Person"), Node("m01", "d2", "Agency")]
    found = made(nodes, [], [("m00", "m01", "same")])
    assert found.groups == (("m00",), ("m01",))
    assert [c.verdict for c in found.contradictions] == ["same"]
