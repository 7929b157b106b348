"""What a person decides: appended to the ledger, and the touched components made anew, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from graph.fuse import FuseReport, Progress, fuse, fuse_documents
from graph.judgement import GENESIS, Judgement, Verdict, decide, retracted
from graph.resolution.model import model
from graph.resolution.profiles import Profile
from graph.resolution.shelf import Shelf
from graph.store import Store, Writer
from ontology.errors import JudgementError
from ontology.loader import schema

PairVerdict = Literal["same", "different", "unsure"]
NOBODY: frozenset[str] = frozenset()


async def judge(
    store: Store,
    verdict: PairVerdict,
    left: str,
    right: str,
    *,
    actor: str,
    reason: str,
    now: str,
    subjects: frozenset[str] = NOBODY,
) -> Judgement:
    """Say that two mentions are the same thing, are different things, or that nobody can tell.

    Raises JudgementError when one of them is not there, or two that are to be the same are of two types.
    """
    async with store.transaction() as writer:
        documents = await _documents_of(writer, [left, right])
        one, other = await _profiles_of(writer, [left, right])
        if verdict == "same" and one.type != other.type:
            raise JudgementError(
                f"a {one.type} and a {other.type} are not the same thing", where=left, mend="retype one first"
            )
        pairs = [p for p in await writer.pairs_touching([one.id]) if other.id in (p.left, p.right)]
        evidence = pairs[0].finding if pairs else ""
        return await _decide(writer, verdict, left, right, documents, actor, reason, now, subjects, evidence)


async def retract(
    store: Store, judgement: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Undo one judgement. Raises JudgementError when it is not in the ledger or was retracted already."""
    async with store.transaction() as writer:
        ledger = {j.id: j for j in await writer.judgements()}
        if judgement not in ledger:
            raise JudgementError("no such judgement", where=judgement)
        if judgement in retracted(ledger.values()):
            raise JudgementError("it is retracted already", where=judgement)
        undone = ledger[judgement]
        while undone.verdict == "retract":  # undoing an undo touches what the first judgement was about
            undone = ledger[undone.left]
        documents = await _touched(writer, undone)
        return await _decide(writer, "retract", judgement, None, documents, actor, reason, now, subjects)


async def withdraw(
    store: Store, document: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Take a document and all it says out of the graph. Raises JudgementError when it is not there."""
    async with store.transaction() as writer:
        if not await writer.documents([document]):
            raise JudgementError("no such document", where=document)
        return await _decide(writer, "withdraw", document, None, [document], actor, reason, now, subjects)


async def reject(
    store: Store, claim: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Say that a claim is wrong: it stays in the store and leaves the graph. Raises JudgementError when it is not
    there."""
    async with store.transaction() as writer:
        documents = sorted({c.document for c in await writer.claims([claim])})
        if not documents:
            raise JudgementError("no such claim", where=claim)
        return await _decide(writer, "reject", claim, None, documents, actor, reason, now, subjects)


async def retype(
    store: Store, mention: str, type_: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Say what a mention (and what it is coreferent with in its document) is.

    Raises JudgementError when it is not there, or for a type that is none of an entity.
    """
    if type_ not in {t.name for t in schema().entity_types}:
        known = ", ".join(t.name for t in schema().entity_types)
        raise JudgementError(f"no such type: {type_!r}", where=mention, mend=f"one of {known}")
    async with store.transaction() as writer:
        documents = await _documents_of(writer, [mention])
        return await _decide(writer, "retype", mention, type_, documents, actor, reason, now, subjects)


async def rebuild(store: Store, *, subjects: frozenset[str] = NOBODY, progress: Progress | None = None) -> FuseReport:
    """Drop the projection and make it anew from claims and judgements."""
    async with store.transaction() as writer:
        await writer.clear_projection()
    return await fuse(store, subjects=subjects, progress=progress)


async def _documents_of(writer: Writer, mentions: Sequence[str]) -> list[str]:
    home = {m.id: m.document for m in await writer.mentions(mentions)}
    for mention in mentions:
        if mention not in home:
            raise JudgementError("no such mention", where=mention)
    return sorted(set(home.values()))


async def _profiles_of(writer: Writer, mentions: Sequence[str]) -> list[Profile]:
    """What their documents tell of the things that these mentions name, by live claims and what people said before."""
    shelf = Shelf(schema())
    shelf.open(writer, decide(await writer.judgements()))
    await shelf.fetch_of(mentions)
    profiles = [shelf.profile_with(mention) for mention in mentions]
    for mention, profile in zip(mentions, profiles, strict=True):
        if profile is None:
            raise JudgementError("no live claim says what this mention is", where=mention)
    return [profile for profile in profiles if profile]


async def _touched(writer: Writer, undone: Judgement) -> list[str]:
    """The documents that a judgement is about."""
    match undone.verdict:
        case "reject" | "confirm":
            return sorted({c.document for c in await writer.claims([undone.left])})
        case "withdraw" | "supersede":
            return [undone.left]
        case "retype":
            return await _documents_of(writer, [undone.left])
        case _:
            return await _documents_of(writer, [undone.left, undone.right or ""])


async def _decide(
    writer: Writer,
    verdict: Verdict,
    left: str,
    right: str | None,
    documents: Sequence[str],
    actor: str,
    reason: str,
    now: str,
    subjects: frozenset[str],
    evidence: str = "",
) -> Judgement:
    """Append to the chain and make what it touches anew."""
    ledger = await writer.judgements()
    previous = ledger[-1].id if ledger else GENESIS
    made = Judgement(verdict, left, right, actor, reason, now, previous, evidence, model().version)
    await writer.put_judgements([made])
    await writer.mark_pending(documents)
    await fuse_documents(writer, documents, subjects)
    return made
