"""Reads of entities, links, documents and claims; each with the caller's view inside the query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.limits import matched_by, page_size
from graph.neo4j_store.gate import Predicates
from graph.neo4j_store.reading import DOCUMENT
from graph.neo4j_store.rows import Properties
from graph.neo4j_store.shape import bare, quoted, relationship_type, tail
from graph.neo4j_store.statements import Reading, Statement, statement
from graph.neo4j_store.views import entity_shown, entity_view, link_shown, link_view
from graph.records import claim_of, document_of, mention_of
from graph.search import end_of
from graph.store import MAX_PAGE, ClaimView, DocumentView, Position
from graph.views import EntityView, LinkView, Page
from ontology.document import Mention
from ontology.loader import schema

ALL = 2**62
"""A limit that cuts nothing off."""


def resolved(see: Predicates, ids: str) -> str:
    """Visible entities `e` for ids of theirs or of their visible members, each with the ids by which it was `asked`."""
    return (
        f"CALL () {{ MATCH (e:Entity) WHERE e.id IN {ids} AND {see.there('e')} RETURN e.id AS id, e UNION "
        f"MATCH (m:Mention) WHERE m.id IN {ids} MATCH (m)-[:IN]->(d) WHERE {see.document('d')} "
        f"MATCH (m)<-[:HOLDS]-(e) WITH m, e WHERE {see.there('e')} RETURN m.id AS id, e }} "
        "WITH e, collect(id) AS asked "
    )


def links_by_id(see: Predicates, ids: str) -> str:
    """Visible links `r` of any type by their ids. A branch a type: only so is each found by the index of its type.
    (`variant` is named because Neo4j uses an index of two properties only where both are asked for.)"""
    branches = (
        f"MATCH ()-[r:{quoted(relationship_type(name))}]->() WHERE r.rid IN {ids} AND r.variant IS NOT NULL RETURN r"
        for name in sorted(schema().links)
    )
    return (
        f"CALL () {{ {' UNION ALL '.join(branches)} }} WITH r, startNode(r) AS a, endNode(r) AS b WHERE {see.joined()} "
    )


@statement
def _get(see: Predicates) -> str:
    return f"{resolved(see, '$own.ids')} RETURN collect([asked, {entity_shown(see, 'e')}])"


@statement
def _get_links(see: Predicates) -> str:
    return f"{links_by_id(see, '$own.ids')} RETURN {link_shown(see, 'r')}"


def _documents(see: Predicates, condition: str) -> str:
    return f"MATCH (d:Document) WHERE {condition} AND {see.document('d')} WITH d ORDER BY d.id RETURN {DOCUMENT}"


@statement
def _get_documents(see: Predicates) -> str:
    return _documents(see, "d.id IN $own.ids")


@statement
def _find_documents(see: Predicates) -> str:
    return _documents(see, "d.given_id = $own.given_id")


@statement
def _claims_of(see: Predicates) -> str:
    """One record: the claims of some elements, as many as are wanted, and, each once, their documents."""
    return (
        f"CALL () {{ {resolved(see, '$own.elements')} CALL (e) {{ RETURN {see.passing('e')} AS passed UNION ALL "
        f"MATCH (e)<-[:NAMES|VALUE_OF]-(v) WITH {see.passing('v')} AS passed WHERE {see.enough('passed')} "
        "RETURN passed } UNWIND passed AS one RETURN one[0] AS claim UNION "
        f"{links_by_id(see, '$own.elements')} UNWIND {see.passing('r')} AS one RETURN one[0] AS claim }} "
        "MATCH (c:Claim {id: claim}) WHERE c.id > $own.after MATCH (d:Document {id: c.document}) "
        f"WHERE {see.document('d')} WITH c, d ORDER BY c.id LIMIT $own.limit "
        "WITH collect(c) AS claims, collect(DISTINCT d) AS documents "
        f"RETURN claims, [d IN documents | {DOCUMENT}]"
    )


@statement
def _mentions_in(see: Predicates) -> str:
    return (
        f"MATCH (d:Document {{id: $own.document}}) WHERE {see.document('d')} "
        f"MATCH (d)<-[:IN]-(m)<-[:HOLDS]-(e) "
        f"WITH m, e WHERE {see.there('e')} RETURN m, e.id AS entity ORDER BY m.start_at, m.end_at, m.k, entity"
    )


@statement
def _find_by_keys(see: Predicates) -> str:
    return _bearers("bare: key.bare", "(v.normal = key.normal OR NOT key.whole)", see)


@statement
def _find_by_ends(see: Predicates) -> str:
    return _bearers("tail: key.tail", "v.normal ENDS WITH key.end", see)


def _bearers(by: str, told: str, see: Predicates) -> str:
    return (
        f"UNWIND $own.keys AS key CALL (key) {{ MATCH (v:Value {{property: key.property, {by}}}) "
        f"WHERE {told} AND {see.rests('v')} MATCH (v)-[:NAMES|VALUE_OF]->(e) "
        f"WITH DISTINCT e WHERE e.type IN key.types AND {see.there('e')} "
        "WITH e ORDER BY e.id LIMIT $own.limit RETURN e } "
        f"RETURN key.place, {entity_shown(see, 'e')} ORDER BY key.place, e.id"
    )


async def get(reading: Reading, ids: Sequence[str]) -> list[EntityView]:
    leads: dict[str, str] = {}
    found: dict[str, EntityView] = {}
    (told,) = await reading.one(_get, ids=list(ids))
    for asked, shown in told:
        found[shown[0]] = entity_view(shown)
        leads |= dict.fromkeys(asked, shown[0])
    return [found[key] for key in dict.fromkeys(leads[id_] for id_ in ids if id_ in leads)]


async def get_links(reading: Reading, ids: Sequence[str]) -> list[LinkView]:
    found = {view.id: view for view in [link_view(shown) for (shown,) in await reading.ask(_get_links, ids=list(ids))]}
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]


async def get_documents(reading: Reading, ids: Sequence[str]) -> list[DocumentView]:
    found = {view.document.id: view for view in await _documents_of(reading, _get_documents, ids=list(ids))}
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]


async def find_documents(reading: Reading, given_id: str) -> list[DocumentView]:
    return await _documents_of(reading, _find_documents, given_id=given_id)


async def _documents_of(reading: Reading, statement: Statement, **own: object) -> list[DocumentView]:
    return [_document_view(row) for (row,) in await reading.ask(statement, **own)]


def _document_view(found: Mapping[str, Any]) -> DocumentView:
    row = Properties(found)
    return DocumentView(document_of(row), row["mk"])


async def claims_of(reading: Reading, element: str, limit: int, after: Position | None) -> Page[ClaimView]:
    size = page_size(limit)
    found = await _claims(reading, [element], after=str(after[0]) if after else "", limit=size + 1)
    return Page(tuple(found[:size]), (found[size - 1].claim.id,) if len(found) > size else None)


async def claims_on(reading: Reading, elements: Sequence[str]) -> list[ClaimView]:
    page_size(len(elements))
    return await _claims(reading, elements, after="", limit=ALL)


async def _claims(reading: Reading, elements: Sequence[str], *, after: str, limit: int) -> list[ClaimView]:
    claims, documents = await reading.one(_claims_of, elements=list(elements), after=after, limit=limit)
    told = {view.document.id: view.document for view in map(_document_view, documents)}
    return [ClaimView(claim, told[claim.document]) for claim in (claim_of(Properties(node)) for node in claims)]


async def mentions_in(reading: Reading, document: str) -> list[tuple[Mention, str]]:
    found = await reading.ask(_mentions_in, document=document)
    return [(mention_of(Properties(node)), entity) for node, entity in found]


async def find_by_keys(reading: Reading, keys: Sequence[tuple[str, str]]) -> list[list[EntityView]]:
    asked = [
        {"place": place, "property": property_, "types": matched_by(property_), "normal": normal, "bare": bare(normal),
         "whole": ":" in normal, "end": (end := end_of(normal)), "tail": end and tail(end)}
        for place, (property_, normal) in enumerate(keys)
    ]  # fmt: skip
    found: list[list[EntityView]] = [[] for _ in keys]
    whole, ends = [key for key in asked if key["end"] is None], [key for key in asked if key["end"]]
    for by, of in ((_find_by_keys, whole), (_find_by_ends, ends)):
        for place, shown in await reading.ask(by, keys=of, limit=MAX_PAGE) if of else ():
            found[place].append(entity_view(shown))
    return found
