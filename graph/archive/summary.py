"""What a store or a backup holds, in numbers and digests: equal when every record is."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

from graph.archive.lines import holding_line, ingested_line, judgement_line
from graph.judgement import Judgement
from graph.rows import Holding, Ingested

Stream = Literal["judgements", "ingested", "documents"]
STREAMS: tuple[Stream, ...] = ("judgements", "ingested", "documents")
"""In the order in which they are read while somebody may write: what a line tells of is there when its turn comes."""


class Source(Protocol):
    """What the truth can be read from: a store, or a backup."""

    def holdings(self) -> AsyncIterator[Holding]: ...

    async def judgement_ledger(self) -> list[Judgement]: ...

    def ingest_ledger(self) -> AsyncIterator[Ingested]: ...


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of records, and for each stream the sha256 of its lines."""

    documents: int
    mentions: int
    claims: int
    judgements: int
    ingested: int
    sha256: dict[str, str]


@dataclass(slots=True)
class Tally:
    """Counts records on their way; each method gives the record's line."""

    documents: int = 0
    mentions: int = 0
    claims: int = 0
    judgements: int = 0
    ingested: int = 0
    _digests: dict[str, hashlib._Hash] = field(default_factory=lambda: {name: hashlib.sha256() for name in STREAMS})

    def holding(self, holding: Holding) -> str:
        self.documents += 1
        self.mentions += len(holding.mentions)
        self.claims += len(holding.claims)
        return self._took("documents", holding_line(holding))

    def judgement(self, judgement: Judgement) -> str:
        self.judgements += 1
        return self._took("judgements", judgement_line(judgement))

    def ingest(self, line: Ingested) -> str:
        self.ingested += 1
        return self._took("ingested", ingested_line(line))

    def _took(self, stream: Stream, line: str) -> str:
        self._digests[stream].update(line.encode())
        return line

    def summary(self) -> Summary:
        return Summary(
            self.documents, self.mentions, self.claims, self.judgements, self.ingested,
            {name: digest.hexdigest() for name, digest in self._digests.items()},
        )  # fmt: skip


async def summarise(source: Source) -> Summary:
    """Read all of it."""
    tally = Tally()
    for judgement in await source.judgement_ledger():
        tally.judgement(judgement)
    async for line in source.ingest_ledger():
        tally.ingest(line)
    async for holding in source.holdings():
        tally.holding(holding)
    return tally.summary()
