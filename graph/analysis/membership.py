"""Which network an actor belongs to, by what reports state."""

from __future__ import annotations

from graph.analysis.network import Network

BELONGS = ("leads", "memberOf")


def membership(network: Network) -> dict[int, int]:
    """Actor → the body that he is a member or leader of; of several the one that most origins tell of, then the first
    by id. Bodies themselves are left out."""
    numbers = {actor.id: number for number, actor in enumerate(network.actors)}
    told: dict[int, list[tuple[int, int]]] = {}
    for link in network.links:
        if link.type in BELONGS:
            told.setdefault(numbers[link.subject], []).append((-link.basis.origins, numbers[link.object]))
    return {actor: min(bodies)[1] for actor, bodies in told.items()}
