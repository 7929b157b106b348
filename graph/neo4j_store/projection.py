"""Writing the projection: components in and out, with supports, values, links and the tokens of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.names import keys_of
from graph.neo4j_store.constraints import check_entity, check_link
from graph.neo4j_store.elements import entity_properties, link_properties, value_properties
from graph.neo4j_store.rows import Transaction, ask, tell
from graph.neo4j_store.shape import entity_key, quoted
from graph.refusals import end_missing
from graph.rows import NO_VARIANT, EntityRow, LinkRow
from ontology.errors import StoreError
from ontology.loader import schema


async def replace_component(
    transaction: Transaction, old: Sequence[str], entities: Sequence[EntityRow], links: Sequence[LinkRow]
) -> None:
    for entity in entities:
        check_entity(entity, schema())
    gone = {*old, *(e.id for e in entities)}
    left = await _take_out(transaction, sorted(gone))
    await _take_out_links(transaction, [link for link in links if gone.isdisjoint((link.subject, link.object))])
    tokens = await _put_entities(transaction, entities)
    await _put_links(transaction, entities, links)
    await _forget_tokens(transaction, sorted(left - tokens))


async def clear(transaction: Transaction) -> None:
    """The projection and what resolution keeps, gone; every document waits to be fused."""
    for label in ("Entity", "Value", "NameToken", "TokenKey", "BlockKey", "Pair"):
        await ask(transaction, f"MATCH (n:{label}) DETACH DELETE n RETURN count(*) AS n")
    await ask(transaction, "MATCH (d:Document) SET d:Pending RETURN count(*) AS n")


async def _take_out(transaction: Transaction, ids: Sequence[str]) -> set[str]:
    """Entities in all their variants; links, values and names go with them. Returns the tokens of these names."""
    found = await ask(
        transaction,
        "MATCH (e:Entity) WHERE e.id IN $ids OPTIONAL MATCH (e)<-[:NAMES]-(n:Name) "
        "UNWIND coalesce(n.tokens, ['']) AS token RETURN DISTINCT token",
        ids=ids,
    )
    if not found:
        return set()
    await tell(
        transaction,
        "UNWIND $rows AS id MATCH (e:Entity {id: id}) OPTIONAL MATCH (e)<-[:NAMES|VALUE_OF]-(v:Value) "
        "DETACH DELETE v, e RETURN count(*) AS n",
        ids,
    )
    return {token for (token,) in found if token}


async def _take_out_links(transaction: Transaction, links: Iterable[LinkRow]) -> None:
    """Links whose ends both stay; those of an entity went with it."""
    for type_, of in _by_type(links).items():
        if type_ in schema().links:
            name = quoted(schema().links[type_].enum_name)
            await tell(
                transaction,
                f"UNWIND $rows AS id MATCH ()-[l:{name} {{rid: id}}]->() WHERE l.variant IS NOT NULL DELETE l "
                "RETURN count(*) AS n",
                sorted({link.id for link in of}),
            )


async def _put_entities(transaction: Transaction, entities: Iterable[EntityRow]) -> set[str]:
    """Nodes before relationships; returns the tokens of the names."""
    names: list[dict[str, Any]] = []
    holds: list[dict[str, Any]] = []
    for type_, of in sorted(_by_type(entities).items()):
        rows = []
        for entity in sorted(of, key=lambda e: (e.id, e.variant)):
            key = entity_key(entity.id, entity.variant)
            values = [value_properties(v, type_, schema()) for v in entity.values]
            names += [{"key": key, "properties": v} for v in values if v["tokens"] is not None]
            holds += [{"key": key, "mention": m, "position": i} for i, m in enumerate(entity.members)]
            others = [v for v in values if v["tokens"] is None]
            rows.append({"properties": entity_properties(entity, schema()), "values": others})
        await tell(
            transaction,
            f"UNWIND $rows AS r CREATE (e:Entity:{quoted(type_)}) SET e = r.properties "
            "FOREACH (v IN r.values | CREATE (x:Value)-[:VALUE_OF]->(e) SET x = v) RETURN count(*) AS n",
            rows,
        )
    tokens = {token for name in names for token in name["properties"]["tokens"]}
    await _put_tokens(transaction, sorted(tokens))
    await tell(
        transaction,
        "UNWIND $rows AS r MATCH (e:Entity {key: r.key}) CREATE (x:Value:Name)-[:NAMES]->(e) SET x = r.properties "
        "WITH x, r UNWIND r.properties.tokens AS token MATCH (t:NameToken {token: token}) CREATE (x)-[:BEARS]->(t) "
        "RETURN count(*) AS n",
        names,
    )
    held = await tell(
        transaction,
        "UNWIND $rows AS r MATCH (e:Entity {key: r.key}) MATCH (m:Mention {id: r.mention}) "
        "CREATE (e)-[:HOLDS {position: r.position}]->(m) RETURN count(*) AS n",
        holds,
    )
    if held != len(holds):
        raise StoreError("the store refuses this: a member is no mention of it", where="entity")
    return tokens


async def _put_tokens(transaction: Transaction, tokens: Sequence[str]) -> None:
    """The keys of tokens that no name had before."""
    found = await ask(transaction, "MATCH (t:NameToken) WHERE t.token IN $tokens RETURN t.token", tokens=tokens)
    known = {token for (token,) in found}
    await tell(
        transaction,
        "UNWIND $rows AS r CREATE (t:NameToken {token: r.token}) "
        "FOREACH (key IN r.keys | CREATE (:TokenKey {key: key, token: r.token})-[:KEY_OF]->(t)) RETURN count(*) AS n",
        [{"token": t, "keys": sorted(keys_of(t))} for t in tokens if t not in known],
    )


async def _forget_tokens(transaction: Transaction, tokens: Sequence[str]) -> None:
    """Nothing of a name stays behind when its last bearer is gone."""
    await tell(
        transaction,
        "UNWIND $rows AS token MATCH (t:NameToken {token: token}) WHERE NOT EXISTS { (t)<-[:BEARS]-() } "
        "OPTIONAL MATCH (t)<-[:KEY_OF]-(k:TokenKey) DETACH DELETE k, t RETURN count(*) AS n",
        tokens,
    )


async def _put_links(transaction: Transaction, entities: Iterable[EntityRow], links: Sequence[LinkRow]) -> None:
    types = {(e.id, e.variant): e.type for e in entities}
    outside = {end for link in links for end in (link.subject, link.object)} - {id_ for id_, _ in types}
    if outside:
        found = await ask(
            transaction,
            "MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id, e.variant, e.type",
            ids=sorted(outside),
        )
        types |= {(id_, variant): type_ for id_, variant, type_ in found}
    for type_, of in sorted(_by_type(links).items()):
        rows = []
        for link in of:
            subject, object_ = (_end(link, end, types) for end in (link.subject, link.object))
            check_link(link, types[subject], types[object_], schema())
            rows.append([entity_key(*subject), entity_key(*object_), link_properties(link, schema())])
        await tell(
            transaction,
            "UNWIND $rows AS r MATCH (a:Entity {key: r[0]}) MATCH (b:Entity {key: r[1]}) "
            f"CREATE (a)-[l:{quoted(schema().links[type_].enum_name)}]->(b) SET l = r[2] RETURN count(*) AS n",
            sorted(rows, key=lambda r: (r[0], r[1], r[2]["rid"])),
        )


def _end(link: LinkRow, id_: str, types: Mapping[tuple[str, str], str]) -> tuple[str, str]:
    """One end: of the link's own variant where the entity has one, else the row that serves everybody."""
    for end in ((id_, link.variant), (id_, NO_VARIANT)):
        if end in types:
            return end
    raise end_missing(link.id, link.type, id_)


def _by_type(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.type].append(row)
    return found
