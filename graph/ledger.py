"""The ledger: what users make, as opposed to what reports say. It lies beside the store, under a port of its own.

In it: predicates (rule G1: why a person may be treated as a subject), records of who asked what, what belongs to cases
(folders, notes, charts, standing questions), digests of the keys by which programs ask, and the ids of judgements, so
that the chain of them in the store is held from without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from ontology.errors import InputError
from ontology.ids import content_digest


@dataclass(frozen=True, slots=True)
class Predicate:
    """Why the person or body that a mention names may be looked at as a subject (28 CFR 23.20(a), (c)).

    `claims` are the claims it rests on, at least one, sorted; `approved_by` is somebody else than `officer`.
    Raises InputError when one of these does not hold or a text is empty.
    """

    mention: str
    offence: str
    facts: str
    claims: tuple[str, ...]
    officer: str
    approved_by: str
    date: date
    id: str = field(init=False)

    def __post_init__(self) -> None:
        for name in ("mention", "offence", "facts", "officer", "approved_by"):
            if not getattr(self, name).strip():
                raise InputError(f"a predicate needs {name}", where=name)
        if not self.claims:
            raise InputError("a predicate rests on at least one claim (G1)", where="claims")
        if _same_person(self.officer, self.approved_by):
            raise InputError("nobody approves his own predicate (G1)", where="approved_by", mend="name another officer")
        content = (
            self.mention, self.offence, self.facts, self.claims, self.officer, self.approved_by, self.date.isoformat(),
        )  # fmt: skip
        object.__setattr__(self, "id", content_digest("predicate", content))


def _same_person(left: str, right: str) -> bool:
    return "".join(left.casefold().split()) == "".join(right.casefold().split())


@dataclass(frozen=True, slots=True)
class Request:
    """That somebody asked: when (ISO 8601 UTC), who, what for, by which operation, and the digest of what was asked
    (the GraphQL document) or handed out (the exported file)."""

    at: str
    principal: str
    operation: str
    document_hash: str
    purpose: str | None = None
    case: str | None = None


EntryKind = Literal["case", "note", "chart", "version", "alert"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a user made in a case, never changed afterwards: `of` is what it is about (the entity of a note,
    the chart of a version, of a folder a digest of who opened it under which name), `case` the case folder it lies in
    (its own id, where it is one), `body` plain JSON values. `at` is ISO 8601 UTC."""

    kind: EntryKind
    actor: str
    organisation: str
    purpose: str
    at: str
    body: Mapping[str, object]
    case: str = ""
    of: str = ""
    id: str = field(init=False)

    def __post_init__(self) -> None:
        content = self.kind, self.actor, self.organisation, self.purpose, self.at, self.body, self.case, self.of
        object.__setattr__(self, "id", content_digest("entry", *content))
        if self.kind == "case":
            object.__setattr__(self, "case", self.id)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key by which a program asks for a principal: the SHA-256 of it, never the key. From `expires` on it is
    nobody's. Times are ISO 8601 UTC."""

    digest: str
    principal: str
    scopes: tuple[str, ...]
    made: str
    expires: str
    revoked: str | None = None


class Ledger(Protocol):
    """A ledger that is open. Every write is durable when its call returns; the same predicate twice is one."""

    async def close(self) -> None: ...

    async def put_predicates(self, batch: Sequence[Predicate]) -> None: ...

    async def predicates(self) -> list[Predicate]:
        """All predicates, ordered by (mention, id). Whose stands is told by `graph.standing`."""

    async def record(self, request: Request) -> None:
        """Append a request record; called before the answer's first byte leaves."""

    async def requests(self) -> list[Request]:
        """All request records, first to last."""

    async def anchor(self, judgements: Sequence[str], at: str) -> None:
        """Append the ids of judgements that were made (`at`: ISO 8601 UTC). An id holds what is judged and all that was
        judged before it, so a chain that somebody changed or cut short does not have it any more."""

    async def anchored(self) -> list[str]:
        """Ids of judgements that were made, first to last."""

    async def put_entry(self, entry: Entry, *, behind: int | None = None) -> bool:
        """Append an entry; the same one twice is one. With `behind` only if there are so many of its kind about what it
        is about, told in one step with the writing. Whether it was written now."""

    async def entry(self, id_: str) -> Entry | None: ...

    async def entries(self, kind: EntryKind, *, case: str | None = None, of: str | None = None) -> list[Entry]:
        """Entries of a kind, of a case or about something, first to last."""

    async def nth_entry(self, kind: EntryKind, of: str, number: int | None = None) -> tuple[int, Entry] | None:
        """Of the entries about something, counted from 1, that of a number (the last where none is given), with its
        number."""

    async def put_api_key(self, key: ApiKey) -> None: ...

    async def api_key(self, digest: str) -> ApiKey | None: ...

    async def api_keys(self) -> list[ApiKey]:
        """All keys, ordered by (made, digest)."""

    async def revoke_api_key(self, digest: str, at: str) -> None:
        """From now on the key is nobody's. One that is revoked stays so from its first moment."""
