"""What an export holds, whatever its format: one `Chart`, drawn from a store as one caller sees it.

Writers take it as it is: they know no store, no view and no schema. Everything in it has passed the cleaner, protected
numbers are masked, and nodes and edges are ordered by (type, id), so equal stores give equal files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.access import Visibility
from graph.exports.columns import CLAIMS, Column, cells_of, edge_columns, node_columns, shown
from graph.exports.provenance import Citation, Source, cited, claims_of
from graph.exports.values import Cell, Cleaner, Value
from graph.few import shown_entity, shown_link
from graph.store import MAX_EDGES, MAX_NODES, ClaimView, Store
from graph.views import Basis, EntityView, LinkView, Truncated
from ontology.errors import AbsentError
from ontology.marking import Marking, banner
from ontology.masking import is_masked, masked
from ontology.model import Schema


@dataclass(frozen=True, slots=True)
class Node:
    """An entity as drawn. `cells` by column name; what is not known is left out."""

    id: str
    type: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as drawn; a symmetric one has its ends in id order. Edges that are `like` (one number) have the same cells
    but for their claims: what a writer makes of those of one edge serves all like it."""

    id: str
    type: str
    source: str
    target: str
    symmetric: bool
    cells: Mapping[str, Cell]
    like: int


@dataclass(frozen=True, slots=True)
class Chart:
    """`head` is what holds for the whole: the banner first. `columns` are those that some node (or edge) fills.

    `sources` and `citations` tell where the claims come from, in charts drawn with their provenance.
    `replaced` counts characters that no format can write; `truncated` tells where the chart stops short.
    """

    head: Mapping[str, Cell]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    node_columns: tuple[Column, ...]
    edge_columns: tuple[Column, ...]
    sources: tuple[Source, ...] = ()
    citations: tuple[Citation, ...] = ()
    replaced: int = 0
    truncated: tuple[Truncated, ...] = ()

    @property
    def banner(self) -> str:
        """The marking of all that is in the chart; empty for an empty chart."""
        return str(self.head.get("banner", ""))

    @property
    def head_columns(self) -> tuple[Column, ...]:
        return tuple(Column(name, "text") for name in self.head)


async def draw(
    store: Store, view: Visibility, schema: Schema, *, seeds: Sequence[str] = (), hops: int = 1,
    link_types: Sequence[str] = (), head: Mapping[str, Value], provenance: bool = False,
) -> Chart:  # fmt: skip
    """The chart of what lies within `hops` of the seeds, or of the whole store where none is named. `link_types`: the
    links that are walked and drawn, all where none is named.

    `head` is what its caller adds (requester, purpose, time …); `provenance`: with the documents and spans of its
    claims, for formats that hold them. Raises AbsentError for a seed that is not there.
    """
    entities: Sequence[EntityView]
    links: Sequence[LinkView]
    truncated: tuple[Truncated, ...] = ()
    if seeds:
        await _all_there(store, view, seeds)
        part = await store.subgraph(view, seeds, hops=hops, links=link_types, max_nodes=MAX_NODES, max_edges=MAX_EDGES)
        entities, links, truncated = part.entities, part.links, part.truncated
    else:
        entities = [entity async for entity in store.iterate(view)]
        every = [link async for link in store.iterate_links(view)]
        links = [link for link in every if link.type in link_types] if link_types else every
    markings = {mk: Marking.parse(str(block["marking"])) for mk, block in (await store.classes()).items()}
    elements = [item.id for items in (entities, links) for item in items] if provenance else []
    told = await claims_of(store, view, elements)
    head = _point_of_view(view) | dict(head)
    return chart_of(schema, entities, links, markings, head=head, told=told, truncated=truncated)


def chart_of(
    schema: Schema,
    entities: Iterable[EntityView],
    links: Iterable[LinkView],
    markings: Mapping[int, Marking],
    *,
    head: Mapping[str, Value],
    told: Iterable[ClaimView] = (),
    truncated: tuple[Truncated, ...] = (),
) -> Chart:
    """The chart of these answers of a store. `markings`: what each marking class says; the banner covers all that
    lent something to the chart. `told`: the claims it rests on, where its provenance is wanted."""
    entities, links = [shown_entity(e) for e in entities], [shown_link(li) for li in links]
    pen = _Pen(schema)
    nodes = sorted(map(pen.node, entities), key=lambda n: (n.type, n.id))
    edges = sorted(map(pen.edge, links), key=lambda e: (e.type, e.id))
    sources, citations = cited(told, pen.claims, pen.clean)
    return Chart(
        head=pen.clean.cells(
            {
                "banner": banner(markings[mk] for mk in _classes(entities, links)),
                "cutShort": "; ".join(map(_cut, truncated)) or None,
                **head,
            }
        ),
        nodes=tuple(nodes),
        edges=tuple(edges),
        node_columns=_filled(pen.node_columns.values(), nodes),
        edge_columns=_filled(pen.edge_columns.values(), edges),
        sources=sources,
        citations=citations,
        replaced=pen.clean.replaced,
        truncated=truncated,
    )


async def _all_there(store: Store, view: Visibility, seeds: Sequence[str]) -> None:
    there = {id_ for entity in await store.get(view, seeds) for id_ in (entity.id, *entity.members)}
    for seed in seeds:
        if seed not in there:
            raise AbsentError("there is no such entity", where=seed, mend="take an id that `linkwright search` prints")


def _point_of_view(view: Visibility) -> dict[str, Value]:
    """Where the view differs from all that is known, the file says so."""
    every = Visibility(view.classes, view.today)
    return {
        "knownAt": view.known_at,
        "validAt": view.valid_at,
        "worstReliability": _narrowed(view.worst_reliability, every.worst_reliability),
        "worstCredibility": _narrowed(view.worst_credibility, every.worst_credibility),
        "includeUnjudged": view.include_unjudged or None,
        "minOrigins": _narrowed(view.min_origins, every.min_origins),
        "purpose": view.purpose,
        "case": view.case,
    }


def _cut(cut: Truncated) -> str:
    """`nodes 1000`; `hub 500 at m…`; `mentioned at m…`, where no number is a limit."""
    return " ".join((cut.reason, *([str(cut.limit)] if cut.limit else ()), *(("at", cut.at) if cut.at else ())))


def _narrowed(given: Value, every: Value) -> Value:
    return None if given == every else given


def _classes(entities: Iterable[EntityView], links: Iterable[LinkView]) -> set[int]:
    bases = [e.basis for e in entities] + [link.basis for link in links]
    bases += [value.basis for e in entities for values in e.values.values() for value in values]
    return {mk for basis in bases for mk in basis.classes}


def _filled(columns: Iterable[Column], items: Iterable[Node | Edge]) -> tuple[Column, ...]:
    used = {name for item in items for name in item.cells}
    return tuple(column for column in columns if column.name in used)


class _Pen:
    """Draws nodes and edges by the schema; counts what its cleaner replaced, and gathers the `claims` it named."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.clean = Cleaner()
        self.claims = set[str]()
        self.node_columns = {column.name: column for column in node_columns(schema)}
        self.edge_columns = {column.name: column for column in edge_columns(schema)}
        self.node_places = {name: place for place, name in enumerate(self.node_columns)}
        self.edge_places = {name: place for place, name in enumerate(self.edge_columns)}
        self.kinds = dict[tuple[object, ...], int]()

    def node(self, entity: EntityView) -> Node:
        properties = self.schema.types[entity.type].properties
        values: dict[str, Value] = {
            "type": entity.type,
            "label": label_of(self.schema, entity),
            "personClass": entity.person_class,
        }
        claims = set(entity.basis.claims)
        for name, found in entity.values.items():
            texts = [shown(properties[name], v.written, v.normal) for v in found]
            values |= cells_of(self.node_columns[name], texts)
            claims |= {claim for value in found for claim in value.basis.claims}
        cells = self._in_order(self.node_places, values | self._grounds(entity.basis, claims))
        return Node(entity.id, entity.type, cells)

    def edge(self, link: LinkView) -> Edge:
        type_ = self.schema.links[link.type]
        values: dict[str, Value] = {
            "type": link.type,
            "label": type_.label["en"],
            "symmetric": True if type_.symmetric else None,
            "when": link.when,
            "valid": link.periods,
        }
        told = dict[str, list[str]]()
        if type_.qualifier and link.qualifier:
            told[type_.qualifier] = [link.qualifier]
        for name, normal in link.details:
            told.setdefault(name, []).append(normal)
        for name, texts in told.items():
            values |= cells_of(self.edge_columns[name], [shown(type_.properties[name], text, text) for text in texts])
        cells = self._in_order(self.edge_places, values | self._grounds(link.basis, link.basis.claims))
        told_of = (link.type, *(item for item in cells.items() if item[0] != CLAIMS))
        like = self.kinds.setdefault(told_of, len(self.kinds))
        return Edge(link.id, link.type, link.subject, link.object, type_.symmetric, cells, like)

    def _in_order(self, places: Mapping[str, int], values: Mapping[str, Value]) -> dict[str, Cell]:
        """The cells, in the order of their columns."""
        return self.clean.cells({name: values[name] for name in sorted(values, key=places.__getitem__)})

    def _grounds(self, basis: Basis, claims: Collection[str]) -> dict[str, Value]:
        """How well it is known: two grades that are never one number, independent origins, the claims themselves."""
        self.claims.update(claims)
        return {
            "reliability": basis.reliability,
            "credibility": basis.credibility,
            "origins": basis.origins,
            "knownFrom": basis.known_from,
            CLAIMS: sorted(claims),
        }


def label_of(schema: Schema, entity: EntityView) -> str:
    """The label that may leave the house; masked where it is taken from a number that is."""
    type_ = schema.types[entity.type]
    source = next((name for name in type_.caption if entity.values.get(name)), None)
    return masked(entity.label) if source and is_masked(type_.properties[source]) else entity.label
