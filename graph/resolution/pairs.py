"""Profiles as pairs and as nodes of clustering."""

from __future__ import annotations

from collections.abc import Sequence

from graph.resolution.cluster import Node
from graph.resolution.compare import compare
from graph.resolution.keys import joining
from graph.resolution.model import Model
from graph.resolution.profiles import Profile
from graph.rows import Pair
from ontology.values.name import fold


def node_of(profile: Profile, keys: Sequence[str]) -> Node:
    """Persons of one name in one document may be namesakes; other things of one name are one thing to it."""
    names = frozenset() if profile.type == "Person" else frozenset(fold(n) for n in profile.names)
    return Node(profile.id, profile.document, profile.type, joining(keys), names)


def scored(
    left: Profile, right: Profile, left_keys: Sequence[str], right_keys: Sequence[str], match: Model
) -> Pair | None:
    """The pair with its bits and band; None where the two are not compared: they are of one document, or join by an
    equal key."""
    if left.document == right.document or set(joining(left_keys)) & set(joining(right_keys)):
        return None
    evidence = compare(left, right, match)
    return Pair(evidence.left, evidence.right, evidence.bits, evidence.band, evidence.model)
