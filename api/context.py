"""Who asks, from where in time he looks, and what every resolver is handed.

`X-Purpose` and `X-Case` are taken from the request and recorded with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Protocol

from api.access.principal import Action, Principal
from api.jobs import AT_ONCE
from graph.access import Visibility
from graph.ledger import Ledger, Request
from graph.store import Store
from ontology.errors import RequestError, RightError
from ontology.grades import CREDIBILITY, RELIABILITY, UNJUDGED_CREDIBILITY, UNJUDGED_RELIABILITY
from ontology.ids import content_digest
from ontology.marking import Marking, banner

Clock = Callable[[], datetime]
_MAX_HEADER = 200


def utc_now() -> datetime:
    return datetime.now(UTC)


OWNER = Principal("")
"""Whoever can open the files by himself: the command line."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks and what for; `who` tells what he may do."""

    principal: str
    purpose: str | None = None
    case: str | None = None
    who: Principal = OWNER

    @classmethod
    def of(cls, who: Principal, headers: Mapping[str, str]) -> Caller:
        """Names of headers are in lower case. Raises RequestError when one is too long or holds control characters."""
        return cls(who.id, _header(headers, "X-Purpose"), _header(headers, "X-Case"), who)

    def must(self, action: Action) -> None:
        """Raises RightError unless he may do this."""
        if not self.who.may(action):
            raise RightError(f"your roles do not allow this: {action}")


def _header(headers: Mapping[str, str], name: str) -> str | None:
    text = headers.get(name.lower(), "").strip()
    if len(text) > _MAX_HEADER or not text.isprintable():
        raise RequestError(f"at most {_MAX_HEADER} printable characters", where=name)
    return text or None


@dataclass(frozen=True, slots=True)
class Looking:
    """What a read narrows the caller's view to; the fields are those of `graph.access.Visibility`."""

    known_at: date | None = None
    valid_at: date | None = None
    worst_reliability: str = UNJUDGED_RELIABILITY
    worst_credibility: int = UNJUDGED_CREDIBILITY
    include_unjudged: bool = False
    min_origins: int = 1

    def __post_init__(self) -> None:
        if self.worst_reliability not in RELIABILITY:
            raise RequestError("a grade from A to F", where="worstReliability")
        if self.worst_credibility not in CREDIBILITY:
            raise RequestError("a whole number from 1 to 6", where="worstCredibility")
        if not 1 <= self.min_origins <= 100:
            raise RequestError("a whole number from 1 to 100", where="minOrigins")

    def plain(self) -> dict[str, str]:
        """As JSON, for the question that a cursor is sealed for."""
        return {name: str(value) for name, value in asdict(self).items()}


MAX_ROWS = 50_000


@dataclass(slots=True)
class Budget:
    """How many rows (entities, links, claims) one request may still ask for, over all its root fields together."""

    left: int = MAX_ROWS

    def take(self, rows: int) -> None:
        """Raises RequestError when the request asks for more than is left; nothing has been read then."""
        self.left -= rows
        if self.left < 0:
            raise RequestError("the request asks for too much at once", mend=f"at most {MAX_ROWS} rows in all")


class Points(Protocol):
    """What principals may ask for in an hour."""

    def take(self, principal: str, cost: int, now: datetime, rate: Rate) -> None: ...


@dataclass(slots=True)
class Rate:
    """What this request costs by its document, in points, and what the principal has left until a moment."""

    cost: int = 0
    remaining: int = 0
    reset: datetime = datetime.min


@lru_cache(maxsize=1_024)
def _banner(markings: tuple[str, ...]) -> str:
    """The same few markings cover thousands of values in one answer."""
    return banner(Marking.parse(text) for text in markings)


@dataclass(frozen=True, slots=True)
class Context:
    """One request: the open store and ledger, the caller, and the moment that counts as now.

    `classes` are the marking classes that the caller may see, with their handling blocks. `renewed` gives the context
    of the same caller as he stands now, for answers that go on: rights and time are looked at anew.
    `colleague` tells whether a principal is of the caller's organisation. `rehearsals` are the turns in which
    suppositions are made, which work on the event loop: of all callers, so many at once as there are jobs.
    """

    store: Store
    ledger: Ledger
    caller: Caller
    classes: Mapping[int, Mapping[str, object]]
    cursor_key: bytes
    now: datetime
    budget: Budget = field(default_factory=Budget)
    points: Points | None = None
    rate: Rate = field(default_factory=Rate)
    renewed: Callable[[], Awaitable[Context]] | None = None
    colleague: Callable[[str], bool] = lambda _: False
    rehearsals: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def view(self, looking: Looking) -> Visibility:
        return Visibility(
            classes=frozenset(self.classes),
            today=self.now.date(),
            known_at=looking.known_at,
            valid_at=looking.valid_at,
            worst_reliability=looking.worst_reliability,
            worst_credibility=looking.worst_credibility,
            include_unjudged=looking.include_unjudged,
            min_origins=looking.min_origins,
            purpose=self.caller.purpose,
            case=self.caller.case,
        )

    def clearance(self) -> str:
        """A name of what the caller may see that holds outside the store: classes are numbers private to it."""
        return content_digest(self.caller.principal, sorted(content_digest(block) for block in self.classes.values()))

    def banner(self, classes: tuple[int, ...]) -> str:
        """The banner that covers records of these classes."""
        return _banner(tuple(sorted({str(self.classes[mk]["marking"]) for mk in classes})))

    async def record(self, operation: str, document_hash: str) -> None:
        """Note in the ledger that this was asked."""
        at = self.now.isoformat(timespec="milliseconds")
        caller = self.caller
        await self.ledger.record(Request(at, caller.principal, operation, document_hash, caller.purpose, caller.case))
