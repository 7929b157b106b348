"""Reads that no caller's view applies to: the classes themselves, what is broken, what is due."""

from __future__ import annotations

from datetime import date

from graph.neo4j_store.rows import Transaction, ask
from graph.neo4j_store.statements import registered
from graph.records import block_of

_DANGLING = (
    ("Document", "MarkingClass", "MATCH (n:Document) WHERE NOT (n)-[:MARKED]->(:MarkingClass {mk: n.mk})"),
    ("Mention", "Document", "MATCH (n:Mention) WHERE NOT (n)-[:IN]->(:Document {id: n.document})"),
    ("Claim", "Mention", "MATCH (n:Claim) WHERE NOT (n)-[:SUBJECT]->(:Mention {id: n.subject})"),
    (
        "Claim",
        "Mention",
        "MATCH (n:Claim) WHERE n.object IS NOT NULL AND NOT (n)-[:OBJECT]->(:Mention {id: n.object})",
    ),
    ("Claim", "Document", "MATCH (n:Claim) WHERE NOT EXISTS { MATCH (:Document {id: n.document}) }"),
    ("Run", "Document", "MATCH (n:Run) WHERE NOT EXISTS { MATCH (:Document {id: n.document}) }"),
    ("Value", "Entity", "MATCH (n:Value) WHERE NOT (n)-[:NAMES|VALUE_OF]->(:Entity)"),
    ("NameToken", "Name", "MATCH (n:NameToken) WHERE NOT (n)<-[:BEARS]-(:Name)"),
    ("TokenKey", "NameToken", "MATCH (n:TokenKey) WHERE NOT (n)-[:KEY_OF]->(:NameToken)"),
    ("Entity", "Mention", "MATCH (n:Entity)-[h:HOLDS]->(m) WHERE NOT m:Mention"),
)
"""Which rows point to what, and those that point to nothing."""


_CLASSES = registered(
    "classes", lambda _: "MATCH (k:MarkingClass) WHERE k.mk >= 0 RETURN k.mk AS mk, k.handling ORDER BY mk"
)
"""Every request asks for them: what a caller may see is worked out from them."""


async def classes(transaction: Transaction) -> dict[int, dict[str, object]]:
    found = await ask(transaction, _CLASSES.text(limited=False))
    return {mk: block_of(handling) for mk, handling in found}


async def faults(transaction: Transaction) -> list[str]:
    found = [
        f"index {name} is {state}"
        for name, state in await ask(
            transaction, "SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name, state ORDER BY name"
        )
    ]
    for label, target, broken in _DANGLING:
        if await ask(transaction, f"{broken} RETURN 1 AS one LIMIT 1"):
            found.append(f"a row of {label} points to no {target}")
    return list(dict.fromkeys(found))


async def due_before(transaction: Transaction, day: date) -> int:
    ((count,),) = await ask(
        transaction, "MATCH (d:Document) WHERE d.due <= $day RETURN count(d) AS n", day=day.isoformat()
    )
    return int(count)


async def scored_otherwise(transaction: Transaction, model: str) -> int:
    ((count,),) = await ask(transaction, "MATCH (p:Pair) WHERE p.model <> $model RETURN count(p) AS n", model=model)
    return int(count)
