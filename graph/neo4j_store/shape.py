"""The store's shape in Neo4j: the one place that lists its labels, relationship types and properties.

Statements write them out, so that they read as Cypher; a test holds that they use nothing else.

    (:Person:Entity)-[:MEMBER_OF {rid}]->(:CriminalNetwork:Entity)      a link of the ontology
    (:Entity)-[:HOLDS {position}]->(:Mention)-[:IN]->(:Document)-[:MARKED]->(:MarkingClass)
    (:Value:Name)-[:NAMES]->(:Entity)    (:Value)-[:VALUE_OF]->(:Entity)
    (:Name)-[:BEARS]->(:NameToken)<-[:KEY_OF]-(:TokenKey)
    (:Document)-[:LIVE {extractor}]->(:Run)-[:MADE]->(:Claim)-[:SUBJECT | OBJECT]->(:Mention)
    (:Judgement)  (:Ingested)  (:BlockKey)  (:Pair)  (:Store)             rows without relationships

The properties of truth nodes are the columns of `graph.records`; absent where they are None. Of the projection:

Entity        key (unique: the id, and behind it the variant where it has one), id, variant, type, person_class,
              caption, seen, unseen (absent: empty), s_…; beside them, for people, each property of the ontology under
              its own name as a list: names as written, all else in its normal form. No read of ours looks at these.
Value         property, written, normal, bare (what stands behind the first colon, see `lookup`), tail (its last signs),
              s_…; of a coordinate also `location`, a point. A Name is a Value with `tokens`.
links         rid, variant, qualifier, occurred, details (name, value, name, value …), seen, unseen, s_…; beside them,
              for people, qualifier and details under their own names.

Supports are parallel lists, one place a claim, in the order of the claims' ids:
s_claim, s_mk, s_from, s_due (days as integers: 20240131), s_grade ("B2": reliability, credibility), s_origin; and
s_to (day), s_valid (normal form), s_valid_from, s_valid_to (days), s_written, each absent where no support has one.
In these a place without a value holds FOREVER in s_to and s_valid_to, NEVER in s_valid_from, "" in the texts.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from graph.search import SHORTEST_END
from ontology.ids import content_digest
from ontology.model import enum_name

LABELS: Final = (
    "Store", "Document", "Pending", "MarkingClass", "Mention", "Claim", "Run", "Judgement", "Ingested", "BlockKey",
    "Pair", "Entity", "Value", "Name", "NameToken", "TokenKey",
)  # fmt: skip
"""Every label of ours; no type of the ontology may be called so. `Pending` stands beside Document: it waits."""
RELATIONSHIPS: Final = (
    "IN", "MARKED", "LIVE", "MADE", "SUBJECT", "OBJECT", "HOLDS", "NAMES", "VALUE_OF", "BEARS", "KEY_OF",
)  # fmt: skip
"""Every relationship type of ours; no link of the ontology may be called so."""
ENTITY_PROPERTIES: Final = ("key", "id", "variant", "type", "person_class", "caption", "seen", "unseen")
LINK_PROPERTIES: Final = ("rid", "variant", "qualifier", "occurred", "details", "seen", "unseen")
SUPPORT_PROPERTIES: Final = (
    "s_claim", "s_mk", "s_from", "s_due", "s_grade", "s_origin", "s_to", "s_valid", "s_valid_from", "s_valid_to",
    "s_written",
)  # fmt: skip

NEVER: Final = 0
FOREVER: Final = 99991231
LONGEST_LOOKUP: Final = 500


def relationship_type(link: str) -> str:
    """MEMBER_OF for memberOf."""
    return enum_name(link)


@lru_cache(maxsize=1_000)
def link_name(relationship: str) -> str:
    """memberOf for MEMBER_OF, also for a link that has left the ontology."""
    first, *others = relationship.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def day(when: date) -> int:
    """20240131 for 31 January 2024: sorts like the day, and a person can read it."""
    return when.year * 10_000 + when.month * 100 + when.day


def date_of(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


def entity_key(id_: str, variant: str) -> str:
    return f"{id_}@{variant}" if variant else id_


def id_of(key: str) -> str:
    return key.partition("@")[0]


def variant_of(key: str) -> str:
    return key.partition("@")[2]


def lookup(text: str) -> str:
    """What an index holds of a text: the text, or the digest of one too long for an index."""
    return text if len(text) <= LONGEST_LOOKUP else content_digest(text)


def tail(normal: str) -> str:
    """What `Value.tail` holds of a normal form: by it numbers are found that end so."""
    return normal[-SHORTEST_END:]


def bare(normal: str) -> str:
    """What `Value.bare` holds of a normal form: the part without its scheme or issuer."""
    return lookup(normal[normal.find(":") + 1 :])


def quoted(name: str) -> str:
    """A label, relationship type or property of the schema, for the text of a statement."""
    return "`" + name.replace("`", "``") + "`"
