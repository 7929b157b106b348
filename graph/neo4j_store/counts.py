"""Counts of what one caller sees, and the whole of it page by page."""

from __future__ import annotations

from graph.judgement import decide
from graph.neo4j_store.gate import Predicates
from graph.neo4j_store.reading import LIVE, judgements
from graph.neo4j_store.shape import link_name, quoted
from graph.neo4j_store.statements import Reading, Statement, registered, statement
from graph.neo4j_store.views import entity_shown, entity_view, link_shown, link_view, linked
from graph.views import EntityView, LinkView, Stats
from ontology.claim import TYPE
from ontology.loader import schema


@statement
def _stats(see: Predicates) -> str:
    """One record."""
    live = f"MATCH {LIVE} WHERE NOT d.id IN $own.gone AND {see.document('d')} AND NOT c.id IN $own.rejected"
    counts = {
        "documents": f"MATCH (d:Document) WHERE NOT d.id IN $own.gone AND {see.document('d')} RETURN count(d)",
        "mentions": f"{live} AND c.predicate = $own.type RETURN count(DISTINCT c.subject)",
        "claims": f"{live} RETURN count(DISTINCT c)",
        "entities": (
            f"MATCH (e:Entity) WHERE {see.there('e')} WITH e.type AS type, count(e) AS n RETURN collect([type, n])"
        ),
        "links": (
            f"MATCH (a:Entity)-[r:{linked()}]->(b) WITH a, r, b WHERE {see.joined()} "
            "WITH type(r) AS type, count(r) AS n RETURN collect([type, n])"
        ),
        "rejects": (
            "MATCH (i:Ingested) WITH i ORDER BY i.line WITH i.path AS path, last(collect(i.state)) AS state "
            "WHERE state = 'rejected' RETURN count(path)"
        ),
    }
    calls, before = "", ""
    for name, count in counts.items():  # each is given what is counted already: so they run one after the other
        calls, before = f"{calls}CALL ({before}) {{ {count} AS {name} }} ", name
    return f"{calls}RETURN {', '.join(counts)}"


async def stats(reading: Reading) -> Stats:
    """What is live: the latest runs, less what people withdrew, superseded or rejected: so the ledger is read first."""
    decisions = decide(await judgements(reading.transaction))
    documents, mentions, claims, entities, links, rejects = await reading.one(
        _stats, gone=sorted(decisions.gone), rejected=sorted(decisions.rejected), type=TYPE
    )
    return Stats(
        documents=documents,
        mentions=mentions,
        claims=claims,
        entities=dict(sorted((type_, count) for type_, count in entities)),
        links=dict(sorted((link_name(type_), count) for type_, count in links)),
        rejects=rejects,
    )


def _entities_of(type_: str) -> Statement:
    """The entities of a type behind an id, by the index of the type."""
    return registered(
        f"iterate {type_}",
        lambda see: (
            f"MATCH (e:{quoted(type_)}) WHERE e.id > $own.after AND {see.there('e')} "
            f"WITH e ORDER BY e.id LIMIT $own.limit RETURN collect({entity_shown(see, 'e')})"
        ),
    )


def _links_of(relationship: str) -> Statement:
    """The links of a type behind an id, by the index of the type."""
    return registered(
        f"iterate {relationship}",
        lambda see: (
            f"MATCH (a)-[r:{quoted(relationship)}]->(b) WHERE r.rid > $own.after AND r.variant IS NOT NULL "
            f"WITH a, r, b WHERE {see.joined()} WITH r ORDER BY r.rid LIMIT $own.limit "
            f"RETURN collect({link_shown(see, 'r')})"
        ),
    )


for _type in schema().entity_types:
    _entities_of(_type.name)
for _link in schema().links.values():
    _links_of(_link.enum_name)


@statement
def _kinds(see: Predicates) -> str:  # noqa: ARG001
    """One record: of which types of the schema there is anything (Neo4j keeps these counts), and all types that there
    ever were. Every type that is not asked for is a statement less to be planned."""
    counts = [(type_.name, f"(:{quoted(type_.name)})") for type_ in schema().entity_types]
    counts += [(link.enum_name, f"()-[:{quoted(link.enum_name)}]->()") for link in schema().links.values()]
    union = " UNION ALL ".join(f"MATCH {of} WITH count(*) AS n RETURN '{name}' AS name, n" for name, of in counts)
    return (
        f"CALL () {{ {union} }} WITH collect(CASE n WHEN 0 THEN name END) AS none "
        "MATCH (s:Store {name: 'linkwright'}) RETURN none, s.types, s.links"
    )


async def types(reading: Reading) -> list[str]:
    """Types of entities of which there may be some, in order."""
    none, found, _ = await reading.one(_kinds)
    return sorted(set(found).difference(none))


async def link_types(reading: Reading) -> list[str]:
    """Relationship types of which there may be some, in the order of the links' names."""
    none, _, found = await reading.one(_kinds)
    return sorted(set(found).difference(none), key=link_name)


async def page_of_entities(reading: Reading, type_: str, after: str, limit: int) -> list[EntityView]:
    (found,) = await reading.one(_entities_of(type_), after=after, limit=limit)
    return [entity_view(one) for one in found]


async def page_of_links(reading: Reading, relationship: str, after: str, limit: int) -> list[LinkView]:
    (found,) = await reading.one(_links_of(relationship), after=after, limit=limit)
    return [link_view(one) for one in found]
