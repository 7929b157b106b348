"""Would it hold if some of it were wrong? A network drawn anew without some links, and without one source at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from random import Random

import networkx as nx

from graph.analysis.measures import MEASURES, Measure, Scores, ranked
from graph.analysis.network import Network
from graph.analysis.policy import policy

TAIL = 0.05
"""The share of draws that an interval leaves out at either end."""

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """An actor by a measure. Several that score alike share the ranks that they take together: `ranks` of the network
    as it is, `by_links` over draws in which links are lost (the middle 90 %), `by_sources` over all in which one source
    is left out, or a sample of them (see `without_sources`)."""

    node: int
    score: float
    ranks: Interval
    by_links: Interval
    by_sources: Interval


def without_links(network: Network, *, seed: int, draws: int) -> Iterator[nx.Graph]:
    """Each link is lost as often as its grades let one expect (see `Policy.wrong`)."""
    dice = Random(seed)  # noqa: S311 - draws, no secrets
    chances = [policy().wrong(link.basis) for link in network.links]
    for _ in range(draws):
        yield network.graph([number for number, chance in enumerate(chances) if dice.random() < chance])


def without_sources(network: Network, *, seed: int, most: int) -> Iterator[nx.Graph]:
    """Every source (origin) is left out once, or of more than `most` a sample."""
    told = [{witness.origin for witness in link.basis.witnesses} for link in network.links]
    sources = sorted({origin for origins in told for origin in origins})
    if len(sources) > most:
        sources = sorted(Random(seed).sample(sources, most))  # noqa: S311 - draws, no secrets
    for source in sources:
        yield network.graph([number for number, origins in enumerate(told) if origins == {source}])


def ranking(network: Network, measure: Measure, among: Collection[int], *, seed: int, draws: int) -> list[Placed]:
    """Some of the actors, ranked among each other: the first by score first, of equals by id."""

    def work(graph: nx.Graph) -> Scores:
        every = MEASURES[measure](graph)
        return {node: every[node] for node in among}

    scores = work(network.graph())
    links = _ranks(work, without_links(network, seed=seed, draws=draws))
    sources = _ranks(work, without_sources(network, seed=seed, most=draws))
    now = _intervals(scores)
    return [
        Placed(
            node=node,
            score=scores[node],
            ranks=now[node],
            by_links=_middle(links[node], TAIL) if links else now[node],
            by_sources=_middle(sources[node], 0.0) if sources else now[node],
        )
        for node in ranked(scores)
    ]


def _ranks(work: Callable[[nx.Graph], Scores], graphs: Iterator[nx.Graph]) -> dict[int, list[Interval]]:
    found: dict[int, list[Interval]] = defaultdict(list)
    for graph in graphs:
        for node, ranks in _intervals(work(graph)).items():
            found[node].append(ranks)
    return found


def _intervals(scores: Scores) -> dict[int, Interval]:
    """Of each node the first and the last rank that it may have."""
    counts = Counter(scores.values())
    found: dict[float, Interval] = {}
    before = 0
    for score in sorted(counts, reverse=True):
        found[score] = before + 1, before + counts[score]
        before += counts[score]
    return {node: found[score] for node, score in scores.items()}


def _middle(ranks: list[Interval], tail: float) -> Interval:
    low, high = sorted(first for first, _ in ranks), sorted(last for _, last in ranks)
    cut = int(tail * len(ranks))
    return low[cut], high[len(high) - 1 - cut]
