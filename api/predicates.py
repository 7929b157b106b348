"""Loading predicates (rule G1) from a file: each entry names a person or body by a report's words and says why.

    - document: a-003.md            # the id the report was given; or instead of both: mention: m…
      name: José Luis Hernández     # as written there; its first mention counts
      offence: 8 USC 1324(a)(1)(A)(ii), transporting
      facts: Drove the truck; named by two agencies.
      claims:                       # at least one: words of that report, or ids of claims
        - manejaba para Los Tráileros
      officer: R. Ibarra
      approved_by: T. Quiroz        # somebody else
      date: 2026-02-06

Quoted words stand for the claims about the named one (or what the report makes one with it) whose evidence they touch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from graph.access import Visibility
from graph.fuse import fuse
from graph.ledger import Ledger, Predicate
from graph.standing import standing
from graph.store import Store, Truth
from ontology.claim import COREFERENT, TYPE, Claim
from ontology.document import Document, Mention
from ontology.errors import InputError, SetupError

SUBJECTS = ("Person", "Organization", "CriminalNetwork")
"""Types of what can be a subject."""
NO_GROUND = frozenset({"familyOf", COREFERENT})
"""Kinship is no ground for a predicate; that two names are one person says nothing of what he did."""
_EDGES = " \t\r\n\"'“”«»‘’"


class Entry(BaseModel):
    """One entry of the file, as written."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    mention: str | None = None
    document: str | None = None
    name: str | None = None
    offence: str
    facts: str
    claims: tuple[str, ...] = ()
    officer: str
    approved_by: str
    date: date

    @model_validator(mode="after")
    def names_one(self) -> Entry:
        if (self.mention is None) == (self.document is None or self.name is None):
            raise ValueError("give either mention, or document and name")
        return self


State = Literal["done", "unchanged", "rejected"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one entry, by its place in the file (from 1)."""

    entry: int
    state: State
    mention: str | None = None
    predicate: str | None = None
    reason: str | None = None
    place: str | None = None


async def load(store: Store, ledger: Ledger, view: Visibility, file: Path) -> list[Outcome]:
    """Put every entry that holds into the ledger, then fuse what it touches anew, so that the class shows.

    Raises SetupError when the file as a whole cannot be read.
    """
    known = {predicate.id for predicate in await ledger.predicates()}
    outcomes: list[Outcome] = []
    fresh: dict[str, tuple[Predicate, str]] = {}
    for number, raw in enumerate(_entries(file), start=1):
        try:
            predicate, document = await _predicate(store, view, _entry(raw))
        except InputError as error:
            reason = f"{error.what} ({error.mend})" if error.mend else error.what
            outcomes.append(Outcome(number, "rejected", reason=reason, place=error.where or None))
            continue
        state: State = "unchanged" if predicate.id in known or predicate.id in fresh else "done"
        if state == "done":
            fresh[predicate.id] = predicate, document
        outcomes.append(Outcome(number, state, predicate.mention, predicate.id))
    # Marked before the ledger holds them: whenever the process is killed, the next fusing brings the classes up.
    async with store.transaction() as truth:
        await truth.mark_pending(sorted({document for _, document in fresh.values()}))
    await ledger.put_predicates([predicate for predicate, _ in fresh.values()])
    await fuse(store, subjects=await standing(store, ledger))
    return outcomes


def _entries(file: Path) -> list[object]:
    try:
        loaded = yaml.safe_load(file.read_text("utf-8"))
    except OSError as error:
        raise SetupError(f"cannot be read: {error.strerror}", where=str(file)) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise SetupError(f"is no YAML: {' '.join(str(error).split())}", where=str(file)) from error
    if not isinstance(loaded, list) or not loaded:
        raise SetupError("is no list of predicates", where=str(file), mend="see: linkwright predicate load --help")
    return loaded


def _entry(raw: object) -> Entry:
    try:
        return TypeAdapter(Entry).validate_python(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise InputError(first["msg"], where=".".join(map(str, first["loc"]))) from None


async def _predicate(store: Store, view: Visibility, entry: Entry) -> tuple[Predicate, str]:
    """The predicate that an entry means, and the document it rests on. Raises InputError."""
    truth = store.truth()
    document = await _document(truth, store, view, entry)
    mentions = sorted(await truth.mentions_of([document.id]), key=lambda m: (m.start, m.end, m.k))
    claims = await truth.live_claims([document.id])
    mention = _mention(document, mentions, claims, entry)
    about = _about(mention, claims)
    grounds = sorted({found for words in entry.claims for found in _grounds(document, about, words)})
    predicate = Predicate(
        mention.id, entry.offence, entry.facts, tuple(grounds), entry.officer, entry.approved_by, entry.date
    )
    return predicate, document.id


async def _document(truth: Truth, store: Store, view: Visibility, entry: Entry) -> Document:
    if entry.mention:
        mentions = await truth.mentions([entry.mention])
        if not mentions:
            raise InputError(f"there is no mention {entry.mention}", where="mention")
        return (await truth.documents([mentions[0].document]))[0]
    assert entry.document is not None
    found = [seen.document for seen in await store.find_documents(view, entry.document)]
    found += [seen.document for seen in await store.get_documents(view, [entry.document])]
    if not found:
        raise InputError(f"there is no document {entry.document}", where="document", mend="load it first")
    if len(found) > 1:
        ids = ", ".join(document.id for document in found)
        raise InputError(f"{len(found)} documents are called {entry.document}", where="document", mend=f"one of {ids}")
    return found[0]


def _mention(document: Document, mentions: Sequence[Mention], claims: Sequence[Claim], entry: Entry) -> Mention:
    """The mention meant, which must be of something that can be a subject."""
    types = {c.subject: c.value.normal for c in claims if c.predicate == TYPE and c.value}
    able = [m for m in mentions if types.get(m.id) in SUBJECTS]
    words = {m.id: document.text[m.start : m.end].strip(_EDGES) for m in able}
    meant = [m for m in able if entry.mention == m.id or (entry.name and words[m.id] == entry.name)]
    if not meant:
        known = ", ".join(dict.fromkeys(words[m.id] for m in able)) or "nobody"
        raise InputError(
            f"{entry.mention or entry.name} is no person, organisation or network of this report",
            where="mention" if entry.mention else "name",
            mend=f"the report names {known}",
        )
    return meant[0]


def _about(mention: Mention, claims: Sequence[Claim]) -> list[Claim]:
    """The claims about a mention and about what its document makes one with it."""
    one = {mention.id}
    ties = [{c.subject, c.object} for c in claims if c.identifies and c.object]
    while more := [tie for tie in ties if tie & one and not tie <= one]:
        one = one.union(*(set(filter(None, tie)) for tie in more))
    return [c for c in claims if c.predicate not in NO_GROUND and (c.subject in one or c.object in one)]


def _grounds(document: Document, about: Sequence[Claim], words: str) -> list[str]:
    """The claims that an item of `claims` stands for: one by its id, or those whose evidence the words touch."""
    if any(claim.id == words for claim in about):
        return [words]
    places = [m.span() for m in re.finditer(r"\s+".join(map(re.escape, words.split())), document.text)] if words else []
    if not places:
        raise InputError(f"the report does not say: {words}", where="claims", mend="quote it as written")
    found = [c.id for c in about if any(s < end and start < e for s, e in c.evidence for start, end in places)]
    if not found:
        raise InputError(f"nothing that can ground a predicate was read in: {words}", where="claims")
    return found
