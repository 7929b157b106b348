"""What a person decides: appended to the ledger, and the touched components made anew, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graph.difference import Moves
from graph.fuse import FuseReport, Progress, fuse, fuse_documents
from graph.judgement import GENESIS, Judgement, Verdict, decide, retracted
from graph.resolution.model import model
from graph.resolution.profiles import Profile
from graph.resolution.shelf import Shelf
from graph.store import Projector, Store, Truth
from ontology.errors import JudgementError
from ontology.loader import schema

PairVerdict = Literal["same", "different", "unsure"]
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Act:
    """What is decided, about what (as in `Judgement`). `keep_apart`: undoing a `same` also says `different`, or the
    machine might join the two again by itself."""

    verdict: Verdict
    left: str
    right: str | None = None
    keep_apart: bool = False


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, why and when, which mentions are those of subjects once it is decided, and, where he states them,
    what for and in which case."""

    actor: str
    reason: str
    now: str
    subjects: frozenset[str] = NOBODY
    purpose: str | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The judgements that were made, first to last, and where mentions went by them."""

    judgements: tuple[Judgement, ...]
    moves: Moves


async def make(store: Store, acts: Sequence[Act], by: By) -> Made:
    """Decide, all or nothing. Raises JudgementError when an act does not fit what is there."""
    async with store.transaction() as writer:
        return await make_in(writer, acts, by)


async def make_in(writer: Projector, acts: Sequence[Act], by: By) -> Made:
    """The same inside a transaction, or a rehearsal of one."""
    made: list[Judgement] = []
    moves = Moves()
    for act in acts:
        documents, evidence = await _checked(writer, act)
        judgement, moved = await _append(writer, act, documents, evidence, by)
        made.append(judgement)
        moves = moves.then(moved)
        if act.keep_apart and (apart := await _apart(writer, act)):
            later = await make_in(writer, [apart], by)
            made += later.judgements
            moves = moves.then(later.moves)
    return Made(tuple(made), moves)


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
    return await _one(store, Act(verdict, left, right), By(actor, reason, now, subjects))


async def retract(
    store: Store, judgement: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Undo one judgement. Raises JudgementError when it is not in the ledger or was retracted already."""
    return await _one(store, Act("retract", judgement), By(actor, reason, now, subjects))


async def withdraw(
    store: Store, document: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Take a document and all it says out of the graph. Raises JudgementError when it is not there."""
    return await _one(store, Act("withdraw", document), By(actor, reason, now, subjects))


async def reject(
    store: Store, claim: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Say that a claim is wrong: it stays in the store and leaves the graph. Raises JudgementError when it is not
    there."""
    return await _one(store, Act("reject", claim), By(actor, reason, now, subjects))


async def retype(
    store: Store, mention: str, type_: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Say what a mention (and what it is coreferent with in its document) is.

    Raises JudgementError when it is not there, or for a type that is none of an entity.
    """
    return await _one(store, Act("retype", mention, type_), By(actor, reason, now, subjects))


async def rebuild(store: Store, *, subjects: frozenset[str] = NOBODY, progress: Progress | None = None) -> FuseReport:
    """Drop the projection and make it anew from claims and judgements."""
    async with store.transaction() as writer:
        await writer.clear_projection()
    return await fuse(store, subjects=subjects, progress=progress)


async def about(truth: Truth, judgement: Judgement) -> list[str]:
    """The documents that a judgement is about; of a retract, those of what it undoes."""
    ledger: dict[str, Judgement] = {}
    while judgement.verdict == "retract":  # undoing an undo touches what the first judgement was about
        ledger = ledger or {j.id: j for j in await truth.judgements()}
        judgement = ledger[judgement.left]
    match judgement.verdict:
        case "reject" | "confirm":
            return sorted({c.document for c in await truth.claims([judgement.left])})
        case "withdraw" | "supersede":
            return [judgement.left]
        case "retype":
            return await _documents_of(truth, [judgement.left])
        case _:
            return await _documents_of(truth, [judgement.left, judgement.right or ""])


async def _one(store: Store, act: Act, by: By) -> Judgement:
    return (await make(store, [act], by)).judgements[0]


async def _checked(writer: Projector, act: Act) -> tuple[list[str], str]:
    """The documents that an act touches, and the evidence that the judgement keeps. Raises JudgementError."""
    match act.verdict:
        case "same" | "different" | "unsure":
            return await _checked_pair(writer, act.verdict, act.left, act.right or "")
        case "retype":
            if act.right not in (known := [t.name for t in schema().entity_types]):
                mend = f"one of {', '.join(known)}"
                raise JudgementError(f"no such type: {act.right!r}", where=act.left, mend=mend)
            return await _documents_of(writer, [act.left]), ""
        case "reject" | "confirm":
            documents = sorted({c.document for c in await writer.claims([act.left])})
            if not documents:
                raise JudgementError("no such claim", where=act.left)
            return documents, ""
        case "withdraw" | "supersede":
            if not await writer.documents([act.left]):
                raise JudgementError("no such document", where=act.left)
            return [act.left], ""
        case "retract":
            ledger = {j.id: j for j in await writer.judgements()}
            if act.left not in ledger:
                raise JudgementError("no such judgement", where=act.left)
            if act.left in retracted(ledger.values()):
                raise JudgementError("it is retracted already", where=act.left)
            return await about(writer, ledger[act.left]), ""


async def _checked_pair(writer: Projector, verdict: Verdict, left: str, right: str) -> tuple[list[str], str]:
    documents = await _documents_of(writer, [left, right])
    one, other = await _profiles_of(writer, [left, right])
    if verdict == "same" and one.type != other.type:
        raise JudgementError(
            f"a {one.type} and a {other.type} are not the same thing", where=left, mend="retype one first"
        )
    pairs = [p for p in await writer.pairs_touching([one.id]) if other.id in (p.left, p.right)]
    return documents, pairs[0].finding if pairs else ""


async def _documents_of(truth: Truth, mentions: Sequence[str]) -> list[str]:
    home = {m.id: m.document for m in await truth.mentions(mentions)}
    for mention in mentions:
        if mention not in home:
            raise JudgementError("no such mention", where=mention)
    return sorted(set(home.values()))


async def _profiles_of(writer: Projector, mentions: Sequence[str]) -> list[Profile]:
    """What their documents tell of the things that these mentions name, by live claims and what people said before."""
    shelf = Shelf(schema())
    shelf.open(writer, decide(await writer.judgements()))
    await shelf.fetch_of(mentions)
    profiles = [shelf.profile_with(mention) for mention in mentions]
    for mention, profile in zip(mentions, profiles, strict=True):
        if profile is None:
            raise JudgementError("no live claim says what this mention is", where=mention)
    return [profile for profile in profiles if profile]


async def _apart(writer: Projector, undoing: Act) -> Act | None:
    """What keeps apart the two whose `same` was undone."""
    undone = next(j for j in await writer.judgements() if j.id == undoing.left)
    return Act("different", undone.left, undone.right) if undone.verdict == "same" else None


async def _append(
    writer: Projector, act: Act, documents: Sequence[str], evidence: str, by: By
) -> tuple[Judgement, Moves]:
    """Append to the chain and make what it touches anew."""
    ledger = await writer.judgements()
    previous = ledger[-1].id if ledger else GENESIS
    made = Judgement(
        act.verdict, act.left, act.right, by.actor, by.reason, by.now, previous, evidence, model().version, by.purpose,
        by.case,
    )  # fmt: skip
    await writer.put_judgements([made])
    await writer.mark_pending(documents)
    moves = Moves()
    await fuse_documents(writer, documents, by.subjects, moves=moves)
    return made, moves
