"""What a person may decide through the service. Nobody judges what he may not see: it is absent to him."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from api.context import Context, Looking
from graph.difference import Difference
from graph.judgement import Judgement, Verdict
from graph.judging import Act, By, Made, PairVerdict, about, make
from graph.seeing import sees_documents
from graph.standing import standing, standing_after
from graph.whatif import seen_difference, what_if
from ontology.errors import AbsentError, JudgementError, RequestError

_MAX_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Decided:
    """The judgement that was made, and what it changed of what the caller sees. `apart`: the judgement that keeps apart
    what an undone one had joined."""

    judgement: Judgement
    difference: Difference
    apart: Judgement | None = None


async def judge(context: Context, verdict: PairVerdict, left: str, right: str, reason: str) -> Decided:
    """Judge two mentions."""
    left, right = [await _seen(context, mention) for mention in (left, right)]
    return await _decide(context, Act(verdict, left, right), reason)


async def retype(context: Context, mention: str, type_: str, reason: str) -> Decided:
    """Say what a mention is."""
    return await _decide(context, Act("retype", await _seen(context, mention), type_), reason)


async def reject(context: Context, claim: str, reason: str) -> Decided:
    truth = context.store.truth()
    documents = [found.document for found in await truth.claims([claim])]
    if not await sees_documents(context.store, context.view(Looking()), documents):
        raise _absent("claim")
    return await _decide(context, Act("reject", claim), reason, "reject")


async def withdraw(context: Context, document: str, reason: str) -> Decided:
    if not await sees_documents(context.store, context.view(Looking()), [document]):
        raise _absent("document")
    return await _decide(context, Act("withdraw", document), reason, "withdraw")


async def retract(context: Context, judgement: str, reason: str, *, keep_apart: bool = False) -> Decided:
    """Undo a judgement; `keep_apart` says as well that the two which it made one are different."""
    await _seen_judgement(context, judgement)
    return await _decide(context, Act("retract", judgement, keep_apart=keep_apart), reason, "retract")


async def suppose(
    context: Context, *, retract: str | None = None, same: Sequence[str] = (), different: Sequence[str] = ()
) -> Difference:
    """What one of these would change of what the caller sees: undoing a judgement, or judging two mentions."""
    act = await _supposed(context, retract, {"same": same, "different": different})
    async with context.rehearsals:
        return await what_if(context.store, context.view(Looking()), [act])


async def holder(context: Context, mention: str) -> str:
    """The id of the entity that holds a mention now; the mention's own where none does."""
    found = await context.store.get(context.view(Looking()), [mention])
    return found[0].id if found else mention


async def _supposed(context: Context, retract: str | None, judged: dict[PairVerdict, Sequence[str]]) -> Act:
    given: list[tuple[PairVerdict, Sequence[str]]] = [(v, pair) for v, pair in judged.items() if pair]
    if len(given) + (retract is not None) != 1:
        raise RequestError("one thing is supposed at a time", mend="a judgement to retract, two the same, or different")
    if retract is not None:
        await _seen_judgement(context, retract)
        return Act("retract", retract)
    ((verdict, pair),) = given
    if len(pair) != 2:
        raise RequestError("two mentions are the same or different", where=verdict)
    left, right = [await _seen(context, mention) for mention in pair]
    return Act(verdict, left, right)


async def _decide(context: Context, act: Act, reason: str, settles: Verdict | None = None) -> Decided:
    """`settles`: the verdict, where it may decide whether a predicate stands (G1)."""
    stated = reason.strip()
    if not 1 <= len(stated) <= _MAX_REASON:
        raise RequestError("a reason is needed", where="reason", mend=f"from 1 to {_MAX_REASON} characters")
    house = context.store, context.ledger
    subjects = await (standing_after(*house, settles, act.left) if settles else standing(*house))
    caller = context.caller
    by = By(caller.principal, stated, context.now.isoformat(), subjects, caller.purpose, caller.case)
    made = await asyncio.shield(_made_and_held(context, act, by))
    truth = context.store.truth()
    change = await seen_difference(truth, context.store, context.view(Looking()), made.moves)
    return Decided(made.judgements[0], change, made.judgements[1] if len(made.judgements) > 1 else None)


async def _made_and_held(context: Context, act: Act, by: By) -> Made:
    """Not to be parted: a client that goes in between would leave a judgement that the ledger does not hold."""
    made = await make(context.store, [act], by)
    await context.ledger.anchor([judgement.id for judgement in made.judgements], by.now)
    return made


async def _seen(context: Context, mention: str) -> str:
    """The mention that is judged: this one, or, where it only names an entity and its own document is not to be seen
    (past its review date, say), the first of that entity that is."""
    found = await context.store.get(context.view(Looking()), [mention])
    if not found:
        raise _absent("mention")
    return mention if mention in found[0].members else found[0].members[0]


async def _seen_judgement(context: Context, judgement: str) -> None:
    """Raises AbsentError unless the caller may see all that the judgement is about."""
    found = next((j for j in await context.store.judgement_ledger() if j.id == judgement), None)
    if found is None:
        raise _absent("judgement")
    truth = context.store.truth()
    try:
        documents = await about(truth, found)
    except JudgementError:  # its mentions are gone
        raise _absent("judgement") from None
    if not await sees_documents(context.store, context.view(Looking()), documents):
        raise _absent("judgement")


def _absent(what: str) -> AbsentError:
    return AbsentError(f"no such {what}", mend="look it up first")
