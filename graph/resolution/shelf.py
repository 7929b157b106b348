"""Documents as they were read, kept while one call of `fuse` lasts: large components ask for them again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.judgement import Decisions
from graph.resolution.profiles import Profile, Reading, read
from graph.store import Truth
from ontology.model import Schema

ROOM = 4_000
"""Readings kept between two transactions: about 200 MB of claims at sixty a document."""


class Shelf:
    """Readings by document. Every transaction opens it anew with its truth and the decisions that hold in it."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._readings: dict[str, Reading] = {}
        self._home: dict[str, str] = {}
        self._truth: Truth | None = None
        self._decisions: Decisions | None = None

    def open(self, truth: Truth, decisions: Decisions) -> None:
        self._truth = truth
        if decisions != self._decisions or len(self._readings) > ROOM:
            self._readings.clear()
            self._home.clear()
        self._decisions = decisions

    def forget(self, documents: Iterable[str]) -> None:
        """These have changed in the store."""
        for document in documents:
            if gone := self._readings.pop(document, None):
                for mention in gone.holder:
                    self._home.pop(mention, None)

    async def fetch(self, documents: Iterable[str]) -> None:
        """Read those documents that are not on the shelf."""
        wanted = sorted(set(documents) - self._readings.keys())
        if not wanted:
            return
        assert self._truth is not None
        assert self._decisions is not None
        mentions, claims = defaultdict(list), defaultdict(list)
        for claim in await self._truth.live_claims(wanted):
            claims[claim.document].append(claim)
        for mention in await self._truth.mentions_of(wanted):  # after the claims on them: mentions stay
            mentions[mention.document].append(mention)
        for document in await self._truth.documents(wanted):
            id_ = document.id
            reading = read(document, mentions[id_], claims[id_], self._decisions, self.schema)
            self._readings[id_] = reading
            self._home |= dict.fromkeys(reading.holder, id_)

    async def fetch_of(self, mentions: Iterable[str]) -> None:
        """Read the documents of these mentions."""
        assert self._truth is not None
        unknown = sorted(set(mentions) - self._home.keys())
        if unknown:
            await self.fetch({m.document for m in await self._truth.mentions(unknown)})

    def reading(self, document: str) -> Reading:
        return self._readings[document]

    def profile(self, id_: str) -> Profile | None:
        """The profile of this id; None where its document, read anew, has none."""
        home = self._home.get(id_)
        return self._readings[home].profiles.get(id_) if home is not None else None

    def profile_with(self, mention: str) -> Profile | None:
        """The profile that holds a mention; None where no standing claim says what it is."""
        home = self._home.get(mention)
        return self._readings[home].profiles[self._readings[home].holder[mention]] if home is not None else None
