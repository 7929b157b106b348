"""Name search: candidates by tokens and their keys, filtered by view; scored, ordered and cut in `graph.search`.

No full-text index anywhere: its scores count rows the caller may not see.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.limits import page_size
from graph.names import keys_of, near_pattern
from graph.neo4j_store.gate import Predicates
from graph.neo4j_store.statements import Reading, Statement, statement
from graph.neo4j_store.views import entity_shown, entity_views
from graph.search import Candidate, Query, shown
from graph.store import Position, SearchMode
from graph.views import NamePage


def _bearers(groups: str) -> str:
    """Of each group of tokens how many names bear one: which one to start from, never an answer."""
    return (
        f"CALL () {{ UNWIND $own.tokens AS asked CALL (asked) {{ {groups} }} "
        "CALL (met) { UNWIND met AS token MATCH (t:NameToken {token: token}) "
        "RETURN sum(COUNT { (t)<-[:BEARS]-() }) AS bearers } "
        "WITH asked, met, bearers ORDER BY asked.place RETURN collect({met: met, bearers: bearers}) AS groups } "
    )


def _candidates(see: Predicates) -> str:
    """The visible names `v` of visible entities `e` that meet all of `groups`."""
    return (
        "CALL (groups) { UNWIND groups AS g WITH g ORDER BY g.bearers LIMIT 1 UNWIND g.met AS token "
        "MATCH (t:NameToken {token: token})<-[:BEARS]-(v) "
        "WITH DISTINCT v WHERE all(g IN groups WHERE any(token IN v.tokens WHERE token IN g.met)) "
        f"AND {see.rests('v')} MATCH (v)-[:NAMES]->(e) "
        f"WITH v, e WHERE (size($own.types) = 0 OR e.type IN $own.types) AND {see.there('e')} "
        "RETURN collect([v.normal, v.property, e.id, e.key, e.type]) AS found } "
    )


def _answer(see: Predicates) -> str:
    """The entities beside their names where these are few, so that nothing needs to be asked again."""
    return (
        "CALL (found) { UNWIND CASE WHEN size(found) <= $own.few THEN found ELSE [] END AS name "
        "WITH DISTINCT name[3] AS key "
        f"MATCH (e:Entity {{key: key}}) WHERE {see.there('e')} RETURN collect({entity_shown(see, 'e')}) AS entities }} "
        "RETURN found, entities"
    )


@statement
def _exact_names(see: Predicates) -> str:
    return _bearers("RETURN [asked.token] AS met") + _candidates(see) + _answer(see)


@statement
def _names_that_begin(see: Predicates) -> str:
    """The last token is a beginning."""
    group = (
        "MATCH (t:NameToken) WHERE t.token STARTS WITH asked.token "
        "AND (asked.place = size($own.tokens) - 1 OR t.token = asked.token) RETURN collect(t.token) AS met"
    )
    return _bearers(group) + _candidates(see) + _answer(see)


@statement
def _names_alike(see: Predicates) -> str:
    """Where no visible name meets all tokens, those that meet all but one."""
    group = (
        "UNWIND asked.keys AS key MATCH (:TokenKey {key: key})-[:KEY_OF]->(t) "
        "WHERE t.token =~ asked.near RETURN collect(DISTINCT t.token) AS met"
    )
    fewer = (
        "CALL (all_groups, whole) { "
        "WITH *, size(all_groups) - 1 AS last "
        "UNWIND CASE WHEN size(whole) = 0 AND last > 0 THEN range(0, last) ELSE [] END AS out "
        "WITH all_groups[..out] + all_groups[out + 1..] AS groups "
        f"{_candidates(see)} UNWIND found AS name RETURN collect(DISTINCT name) AS rest }} WITH whole + rest AS found "
    )
    return f"{_bearers(group)}{_candidates(see)} WITH groups AS all_groups, found AS whole {fewer}{_answer(see)}"


@statement
def _entities(see: Predicates) -> str:
    return (
        f"UNWIND $own.keys AS key MATCH (e:Entity {{key: key}}) WHERE {see.there('e')} "
        f"RETURN collect({entity_shown(see, 'e')})"
    )


_BY_MODE: dict[SearchMode, Statement] = {
    "exact": _exact_names,
    "prefix": _names_that_begin,
    "fuzzy": _names_alike,
}


async def search(
    reading: Reading,
    query: str,
    types: Sequence[str],
    mode: SearchMode,
    limit: int,
    after: Position | None,
    apart_from: Sequence[str],
) -> NamePage:
    """An empty page where the query has no letter or digit. Raises RequestError for too many words. What more names
    meet than a page holds takes a second statement: they are ranked here."""
    size = page_size(limit)
    asked = Query.of(query)
    if not asked.tokens:
        return NamePage(())
    tokens = [
        {"place": place, "token": token, "keys": sorted(keys_of(token)), "near": near_pattern(token)}
        for place, token in enumerate(asked.tokens)
    ]
    names, entities = await reading.one(_BY_MODE[mode], tokens=tokens, types=list(types), few=size)
    found = shown(asked, [Candidate(*name) for name in names], size, after, apart_from)
    keys = [hit.name.entity for hit in found.hits]
    if keys and not entities:
        (entities,) = await reading.one(_entities, keys=keys)
    return found.page(entity_views(entities))
