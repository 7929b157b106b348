"""Profiles as pairs and as nodes of clustering."""

from __future__ import annotations

from collections.abc import Sequence

from graph.resolution.cluster import Node
from graph.resolution.compare import compare
from graph.resolution.features.persons import names_of
from graph.resolution.features.things import MARKED, marks_of
from graph.resolution.keys import joining
from graph.resolution.model import Model
from graph.resolution.names import body_name
from graph.resolution.profiles import BODY_KINDS, Profile
from graph.rows import Pair
from ontology.values.name import fold


def node_of(profile: Profile, keys: Sequence[str]) -> Node:
    """Two full names in one document are two persons, be they equal; a single name may be a part of a full one that
    the document gives elsewhere. Other things of one name are one thing to their document."""
    telling = True
    if profile.type == "Person":
        full, single = names_of(profile)
        names = frozenset() if full else frozenset(" ".join(n.parts) for n in single)
        parts = frozenset(part for n in full for part in n.parts)
        telling = bool(full)
    elif profile.type in BODY_KINDS:
        bodies = [body_name(n, BODY_KINDS[profile.type]) for n in profile.names]
        names = frozenset(" ".join(b.content) or str(b) for b in bodies)
        parts = frozenset(word for b in bodies for word in b.content)
        telling = any(b.content and not b.acronym for b in bodies)
    else:
        names, parts = frozenset(fold(n) for n in profile.names), frozenset()
    if profile.type in MARKED:
        telling = bool(marks_of(profile))
    return Node(
        profile.id,
        profile.document,
        profile.type,
        joining(keys),
        names,
        parts,
        profile.beside,
        profile.perhaps,
        telling,
    )


def scored(
    left: Profile, right: Profile, left_keys: Sequence[str], right_keys: Sequence[str], match: Model
) -> Pair | None:
    """The pair with its bits and band; None where the two are not compared: they join by an equal key, or are of one
    document that does not say that they may be one."""
    if left.document == right.document and right.id not in left.perhaps:
        return None
    if set(joining(left_keys)) & set(joining(right_keys)):
        return None
    evidence = compare(left, right, match)
    return Pair(evidence.left, evidence.right, evidence.bits, evidence.band, evidence.model)
