"""What documents were the first to tell: claims before which no visible claim told the same entity, value or link."""

from __future__ import annotations

from datetime import date

from graph.limits import page_size
from graph.neo4j_store.gate import TOLD, Predicates
from graph.neo4j_store.reading import DOCUMENT
from graph.neo4j_store.rows import Properties
from graph.neo4j_store.statements import Reading, statement
from graph.neo4j_store.views import entity_shown, entity_view, link_shown, link_view, linked
from graph.records import claim_of, document_of
from graph.store import ClaimView, News, Position
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
    return (
        "MATCH (d:Document) WHERE d.received >= $own.since AND d.received >= $own.after[0] "
        f"AND {see.document('d')} MATCH (d)<-[:IN]-(m)<-[:SUBJECT]-(c) "
        "WHERE d.received > $own.after[0] OR c.id >= $own.after[1] "
        "MATCH (m)<-[:HOLDS]-(e) WITH d, c, e WHERE "
        f"{see.there('e')} WITH d, c, e, {see.passing('e')} AS passed, "
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
        "WITH d, d.received AS received, c, c.id AS claim, kind, element, e, said, r "
        "WHERE [received, claim, kind, element] > $own.after "
        "WITH * ORDER BY received, claim, kind, element LIMIT $own.limit "
        f"WITH received, claim, kind, element, c, {DOCUMENT} AS source, e, said, r "
        "RETURN collect([received, claim, kind, element, c, source, said.property, said.normal, "
        f"{entity_shown(see, 'e')}, CASE WHEN r IS NULL THEN null ELSE {link_shown(see, 'r')} END])"
    )


async def news(reading: Reading, since: date, limit: int, after: Position | None) -> Page[News]:
    size = page_size(limit)
    (found,) = await reading.one(
        _news,
        since=since.isoformat(),
        after=[str(part) for part in after or ("", "", "", "")],
        limit=size + 1,
    )
    shown = found[:size]
    return Page(
        tuple(
            News(
                claim=ClaimView(claim_of(Properties(claim)), document_of(Properties(source))),
                entity=entity_view(entity),
                value=(property_, normal) if property_ else None,
                link=link_view(link) if link else None,
            )
            for _, _, _, _, claim, source, property_, normal, entity, link in shown
        ),
        tuple(shown[-1][:4]) if len(found) > size else None,
    )
