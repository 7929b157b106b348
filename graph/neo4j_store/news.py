"""What documents were the first to tell: claims before which no visible claim told the same entity, value or link.

Documents are taken in the order in which they were received, some at a time, until there is a page of news.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from graph.limits import page_size
from graph.neo4j_store.gate import TOLD, Predicates
from graph.neo4j_store.reading import DOCUMENT
from graph.neo4j_store.rows import Properties
from graph.neo4j_store.statements import Reading, statement
from graph.neo4j_store.views import entity_shown, entity_view, link_shown, link_view, linked
from graph.records import claim_of, document_of
from graph.store import NEWS_DOCUMENTS, ClaimView, News, Position
from graph.views import Page

_CLAIM, _FROM = TOLD.index("s_claim"), TOLD.index("s_from")


def _first(passed: str) -> str:
    """Whether the claim `c` is the oldest one among the supports that passed."""
    return (
        f"any(p IN {passed} WHERE p[{_CLAIM}] = c.id) AND none(p IN {passed} WHERE p[{_FROM}] < day "
        f"OR (p[{_FROM}] = day AND p[{_CLAIM}] < c.id))"
    )


@statement
def _news(see: Predicates) -> str:
    """One record: what a batch of documents was the first to tell, and how large the batch is and where it ends."""
    return (
        "MATCH (d:Document) WHERE d.received >= $own.since AND (d.received > $own.after[0] OR d.id >= $own.after[1]) "
        f"AND {see.document('d')} WITH d ORDER BY d.received, d.id LIMIT $own.documents WITH collect(d) AS batch "
        "CALL (batch) { UNWIND batch AS d MATCH (d)<-[:IN]-(m)<-[:SUBJECT]-(c) MATCH (m)<-[:HOLDS]-(e) WITH d, c, e "
        f"WHERE {see.there('e')} WITH d, c, e, {see.passing('e')} AS passed, "
        "toInteger(replace(d.received, '-', '')) AS day "
        "CALL (c, e, passed, day) { "
        f"WITH * WHERE {_first('passed')} RETURN 'entity' AS kind, e.id AS element, null AS said, null AS r UNION ALL "
        f"WITH * WHERE any(p IN passed WHERE p[{_FROM}] < day) MATCH (e)<-[:NAMES|VALUE_OF]-(v) "
        f"WITH c, v, day, {see.passing('v')} AS own WHERE v.property = c.predicate AND {see.enough('own')} "
        f"AND {_first('own')} "
        "RETURN 'value' AS kind, v.property + ' ' + v.normal AS element, v AS said, null AS r UNION ALL "
        "MATCH (c)-[:OBJECT]->(n)<-[:HOLDS]-(f) "
        f"WITH c, e, f, day WHERE {see.there('f')} MATCH (e)-[r:{linked()}]-(f) "
        f"WITH c, r, day, {see.passing('r')} AS own WHERE {see.variant('r')} AND {see.enough('own')} "
        f"AND {_first('own')} RETURN DISTINCT 'link' AS kind, r.rid AS element, null AS said, r }} "
        "WITH d, d.received AS received, d.id AS document, c, c.id AS claim, kind, element, e, said, r "
        "WHERE [received, document, claim, kind, element] > $own.after "
        "WITH * ORDER BY received, document, claim, kind, element LIMIT $own.limit "
        f"WITH received, document, claim, kind, element, c, {DOCUMENT} AS source, e, said, r "
        "RETURN collect([received, document, claim, kind, element, c, source, said.property, said.normal, "
        f"{entity_shown(see, 'e')}, CASE WHEN r IS NULL THEN null ELSE {link_shown(see, 'r')} END]) AS told }} "
        "RETURN told, size(batch), last(batch).received, last(batch).id"
    )


async def news(reading: Reading, since: date, limit: int, after: Position | None) -> Page[News]:
    size = page_size(limit)
    place = [str(part) for part in after or ("", "", "", "", "")]
    found: list[list[Any]] = []
    while True:
        told, many, received, document = await reading.one(
            _news,
            since=max(since.isoformat(), place[0]),
            after=place,
            documents=NEWS_DOCUMENTS,
            limit=size + 1 - len(found),
        )
        found += told
        if len(found) > size or many < NEWS_DOCUMENTS:
            break
        place = [received, f"{document}\0", "", "", ""]
    shown = found[:size]
    return Page(tuple(map(_news_of, shown)), tuple(shown[-1][:5]) if len(found) > size else None)


def _news_of(told: Sequence[Any]) -> News:
    claim, source, property_, normal, entity, link = told[5:]
    return News(
        claim=ClaimView(claim_of(Properties(claim)), document_of(Properties(source))),
        entity=entity_view(entity),
        value=(property_, normal) if property_ else None,
        link=link_view(link) if link else None,
    )
