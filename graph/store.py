"""The store port: typed domain operations, async, capped and ordered. No SQL and no Cypher crosses it.

Contract (each a test in tests/contract, run over every store):
ids are ours, never a store's own · every read takes the caller's Visibility and applies it inside the query, to both
ends of every link · filter first, then count, rank and cap · every answer is ordered and paged · the same batch twice
changes nothing · a limit beyond a cap is a RequestError · a path uses no link twice · a killed process loses no
acknowledged transaction and shows only whole ones.
There is no merge operation: a merge is a judgement, then `replace_component`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from graph.access import Visibility
from graph.judgement import Judgement
from graph.rows import EntityRow, Holding, Ingested, LinkRow, Pair
from graph.views import (
    Area,
    Companion,
    DegreeCount,
    EntityView,
    LinkView,
    NamePage,
    Neighbour,
    OpenPair,
    Page,
    Paths,
    Stats,
    Subgraph,
)
from ontology.claim import Claim, Extraction
from ontology.document import Document, Mention

Direction = Literal["out", "in", "both"]
SearchMode = Literal["exact", "prefix", "fuzzy"]
Position = tuple[float | int | str, ...]

MAX_PAGE = 200
MAX_HOPS = 4
MAX_NODES = 5_000
MAX_EDGES = 20_000
MAX_PATH = 6
MAX_PATHS = 50
MAX_STARTS = 20
"""Entities between which a connection is asked for at once."""
NEWS_DOCUMENTS = 500
"""Documents that are looked through for news at a time."""
MAX_NAMED = 10
"""Documents that are named of those that two entities have in common."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a store can do, for `doctor` and the contract suite; callers never branch on it."""

    name: str
    version: str
    schema_version: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as one caller may see it, with the class that decided it."""

    document: Document
    mk: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its document: sentence, offsets and grades are read from these. Withdrawn documents have none."""

    claim: Claim
    document: Document


@dataclass(frozen=True, slots=True)
class News:
    """What a claim was the first to tell, for one caller: an entity, a value of one that had been known before, or a
    link. `entity` is the one that the claim is about; `value` is a property and a normal form."""

    claim: ClaimView
    entity: EntityView
    value: tuple[str, str] | None = None
    link: LinkView | None = None

    @property
    def place(self) -> tuple[str, str, str, str, str]:
        """Where it stands in the order of news."""
        kind, element = "entity", self.entity.id
        if self.link:
            kind, element = "link", self.link.id
        elif self.value:
            kind, element = "value", " ".join(self.value)
        told = self.claim.document
        return told.received.isoformat(), told.id, self.claim.claim.id, kind, element


class Truth(Protocol):
    """Reads of the truth as it stands: inside a transaction with what it wrote; else each by itself, beside whoever
    writes. Resolution needs them, and explanations of it; no caller's view applies."""

    async def marking_class(self, documents: Sequence[str]) -> dict[str, int]:
        """Document → marking class."""

    async def pending(self, limit: int) -> list[str]:
        """Documents that wait to be fused, in the order of their ids."""

    async def documents(self, ids: Sequence[str]) -> list[Document]: ...

    async def mentions_of(self, documents: Sequence[str]) -> list[Mention]: ...

    async def mentions(self, ids: Sequence[str]) -> list[Mention]: ...

    async def live_claims(self, documents: Sequence[str]) -> list[Claim]:
        """Claims of the latest run of each extractor over these documents, ordered by id. Judgements are
        not applied."""

    async def claims(self, ids: Sequence[str]) -> list[Claim]:
        """Claims with these ids, live or not, ordered by id."""

    async def runs_of(self, documents: Sequence[str]) -> dict[str, frozenset[str]]:
        """Document → the runs (`Extraction.run`) that are the latest of some extractor over it. Documents that are
        not there are left out."""

    async def judgements(self) -> list[Judgement]:
        """The whole ledger, first to last."""

    async def sharing(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        """(key, mention) of all mentions that have one of these keys, ordered."""

    async def keys_of(self, mentions: Sequence[str]) -> list[tuple[str, str]]:
        """(key, mention) of all blocking keys of these mentions, ordered."""

    async def pairs_touching(self, mentions: Sequence[str]) -> list[Pair]: ...

    async def entity_of(self, mentions: Sequence[str]) -> dict[str, str]:
        """Mention → id of the entity that holds it now; mentions without one are left out."""

    async def ingested(self, path: str) -> Ingested | None:
        """The last line of the ingest ledger for this path."""


class Projector(Truth, Protocol):
    """What a decision or a waiting document changes: judgements, what resolution keeps, and the projection. All are
    keyed upserts: the same batch twice changes nothing."""

    async def put_judgements(self, batch: Sequence[Judgement]) -> None: ...

    async def put_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """(key, mention) pairs: the blocking keys of profiles. Replaces all keys of the mentions named."""

    async def put_pairs(self, pairs: Sequence[Pair]) -> None:
        """Scored pairs, replacing earlier scores of the same two mentions."""

    async def drop_resolution(self, mentions: Sequence[str]) -> None:
        """Forget keys and pairs of these mentions (their document was read anew, withdrawn, or judged)."""

    async def replace_component(
        self, old_ids: Sequence[str], entities: Sequence[EntityRow], links: Sequence[LinkRow]
    ) -> None:
        """Take out the entities `old_ids` with every link that touches them, put in these. `links` are all links that
        touch the new entities; their other ends may lie outside the component."""

    async def mark_pending(self, documents: Sequence[str]) -> None:
        """These documents wait to be fused again."""

    async def mark_fused(self, documents: Sequence[str]) -> None:
        """These documents are in the projection."""


class Writer(Projector, Protocol):
    """What may be written in one transaction; keyed upserts too."""

    async def put_extractions(self, batch: Sequence[Extraction]) -> None:
        """Documents, mentions and claims, the run that made them (which supersedes earlier runs of its extractors
        over that document), and a note that the document waits to be fused."""

    async def put_holdings(self, batch: Sequence[Holding]) -> None:
        """The same for what another store holds of documents: each run named made these claims and no others, each
        extractor named has this run as its latest."""

    async def put_ingested(self, batch: Sequence[Ingested]) -> None:
        """Append to the ingest ledger."""

    async def clear_projection(self) -> None:
        """Drop entities, links, keys and pairs; every document waits to be fused. The truth stays."""


class Store(Protocol):
    """A store that is open. Reads may run side by side; there is one writer at a time."""

    async def close(self) -> None: ...

    def capabilities(self) -> Capabilities: ...

    def transaction(self) -> AbstractAsyncContextManager[Writer]:
        """All that is written inside is durable together when the block ends, or not at all."""

    def truth(self) -> Truth:
        """What there is, without waiting for whoever writes."""

    async def classes(self) -> dict[int, dict[str, object]]:
        """Marking class → its handling block: what a clearance is computed from."""

    # --- reads; each with the caller's view -------------------------------------------------------------------

    async def stats(self, view: Visibility) -> Stats: ...

    async def get(self, view: Visibility, ids: Sequence[str]) -> list[EntityView]:
        """Visible entities; any member's mention id is accepted. In the order asked, each once; absent = hidden."""

    async def get_links(self, view: Visibility, ids: Sequence[str]) -> list[LinkView]: ...

    async def get_documents(self, view: Visibility, ids: Sequence[str]) -> list[DocumentView]: ...

    async def find_documents(self, view: Visibility, given_id: str) -> list[DocumentView]:
        """Visible documents that their submitters call so, ordered by id."""

    async def claims_of(self, view: Visibility, element: str, *, limit: int, after: Position | None) -> Page[ClaimView]:
        """Visible claims that an entity (its type and values) or a link rests on, ordered by claim id."""

    async def claims_on(self, view: Visibility, elements: Sequence[str]) -> list[ClaimView]:
        """`claims_of` for up to MAX_PAGE entities and links in one read, without pages: every visible claim that one of
        them rests on, each once, ordered by claim id. For exports, which need those of everything that they hold."""

    async def mentions_in(self, view: Visibility, document: str) -> list[tuple[Mention, str]]:
        """Mentions of a visible document that a visible entity holds, with that entity's id, in the order of text."""

    async def find_by_keys(self, view: Visibility, keys: Sequence[tuple[str, str]]) -> list[list[EntityView]]:
        """For each (property, normal value), in the order asked, the entities with exactly this value of a property
        that may be matched, ordered by id, capped. A value without its scheme or issuer (what stands before the colon)
        finds it under every one, a number's end of four signs or more (`…0142`) every value that ends so."""

    async def search_names(
        self,
        view: Visibility,
        query: str,
        *,
        types: Sequence[str],
        mode: SearchMode,
        limit: int,
        after: Position | None,
        apart_from: Sequence[str] = (),
    ) -> NamePage:
        """Names each of whose query tokens is within one edit of a token (fuzzy), equal (exact), or equal with the last
        one a prefix; filtered by view before any cap, scored by the two strings, ordered (-score, id),
        one hit an entity. Entities whose ids are in `apart_from` are no hits."""

    async def degree(self, view: Visibility, id_: str) -> list[DegreeCount]: ...

    async def neighbours(
        self,
        view: Visibility,
        id_: str,
        *,
        links: Sequence[str],
        ends: Sequence[str],
        direction: Direction,
        limit: int,
        after: Position | None,
    ) -> Page[Neighbour]:
        """Visible links of one entity with their other ends, ordered (-origins, link id). Empty sequences: any type.
        A symmetric link goes both ways."""

    async def subgraph(
        self,
        view: Visibility,
        seeds: Sequence[str],
        *,
        hops: int,
        links: Sequence[str],
        max_nodes: int,
        max_edges: int,
        ends: Sequence[str] = (),
    ) -> Subgraph:
        """What lies within `hops` of the seeds, over entities of the types `ends` (none named: all), and all visible
        links among it. A mentioned person is a leaf, as a seed
        too; a population group is passed only where it is a seed; links are not crossed at the ends their type forbids;
        a hub above the cap is not crossed and is named in `truncated`."""

    async def connecting(
        self,
        view: Visibility,
        ids: Sequence[str],
        *,
        max_length: int,
        links: Sequence[str],
        max_nodes: int,
        max_edges: int,
        ends: Sequence[str] = (),
    ) -> Subgraph:
        """These entities and what lies on ways of at most `max_length` links between two of them, over entities of the
        types `ends` (none named: all). Nothing else is walked through but what `shortest_paths` passes; links that no
        way uses are left out. Nodes that do not fit are those farthest from a shortest way."""

    async def shortest_paths(
        self, view: Visibility, start: str, end: str, *, max_length: int, links: Sequence[str], limit: int
    ) -> Paths:
        """All shortest paths, ordered by the ids along them, cut at `limit`. Mentioned persons, population groups and
        hubs may be ends and are never passed through."""

    async def companions(
        self, view: Visibility, id_: str, *, ends: Sequence[str], limit: int, after: Position | None
    ) -> Page[Companion]:
        """Entities (of the types `ends`, none named: all) that visible documents name which name this one too, ordered
        (-documents, id). A mentioned person and a population group have none."""

    async def within(
        self, view: Visibility, area: Area, *, types: Sequence[str], limit: int, after: Position | None
    ) -> Page[EntityView]:
        """Visible entities with a visible coordinate inside the area, its edge included, ordered by id."""

    async def news(self, view: Visibility, since: date, *, limit: int, after: Position | None) -> Page[News]:
        """What visible documents received on `since` or later were the first to tell, ordered (received, document,
        claim, kind, element id). The values of an entity that is new that day are not told one by one."""

    async def open_pairs(
        self, view: Visibility, *, types: Sequence[str], limit: int, after: Position | None
    ) -> Page[OpenPair]:
        """Pairs with a worth whose mentions' documents are visible and which two visible entities hold, ordered
        (-worth, left, right). No types: entities of any."""

    def iterate(self, view: Visibility, type_: str | None = None) -> AsyncIterator[EntityView]:
        """Every visible entity (of one type), ordered by (type, id)."""

    def iterate_links(self, view: Visibility) -> AsyncIterator[LinkView]:
        """Every visible link, ordered by (type, id)."""

    # --- the truth as it stands, for copies and backups; no caller's view applies ------------------------------

    def holdings(self) -> AsyncIterator[Holding]:
        """What is held of every document, ordered by the documents' ids; each is read whole. Of runs, those that are
        live or made a claim."""

    async def judgement_ledger(self) -> list[Judgement]:
        """All judgements, first to last."""

    def ingest_ledger(self) -> AsyncIterator[Ingested]:
        """The ingest ledger, first line to last."""

    async def faults(self) -> list[str]:
        """What is broken in the store itself, in its own words; empty when it is sound. For `doctor`: it reads all."""

    async def due_before(self, day: date) -> int:
        """How many documents are past their review date on this day: for `doctor`."""

    async def scored_otherwise(self, model: str) -> int:
        """How many pairs another version of the match model scored: for `doctor`."""
