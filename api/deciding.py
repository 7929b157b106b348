"""What a person may decide through the service. Nobody judges what he may not see: it is absent to him."""

from __future__ import annotations

from typing import TypedDict

from api.context import Context, Looking
from graph import judging
from graph.judgement import Judgement, Verdict
from graph.judging import PairVerdict
from graph.standing import standing, standing_after
from ontology.errors import AbsentError, RequestError

_MAX_REASON = 2_000


class _By(TypedDict):
    """Who decides, why, when, and who is a subject: what every decision is handed."""

    actor: str
    reason: str
    now: str
    subjects: frozenset[str]


async def judge(context: Context, verdict: PairVerdict, left: str, right: str, reason: str) -> tuple[Judgement, str]:
    """Judge two mentions; with the judgement, the id of the entity that holds the left one now."""
    left, right = [await _seen(context, mention) for mention in (left, right)]
    made = await judging.judge(context.store, verdict, left, right, **await _by(context, reason))
    return made, await _holder(context, left)


async def retype(context: Context, mention: str, type_: str, reason: str) -> tuple[Judgement, str]:
    """Say what a mention is; with the judgement, the id of the entity that holds it now."""
    mention = await _seen(context, mention)
    made = await judging.retype(context.store, mention, type_, **await _by(context, reason))
    return made, await _holder(context, mention)


async def reject(context: Context, claim: str, reason: str) -> Judgement:
    return await judging.reject(context.store, claim, **await _by(context, reason, "reject", claim))


async def withdraw(context: Context, document: str, reason: str) -> Judgement:
    if not await context.store.get_documents(context.view(Looking()), [document]):
        raise _absent("document")
    return await judging.withdraw(context.store, document, **await _by(context, reason, "withdraw", document))


async def retract(context: Context, judgement: str, reason: str) -> Judgement:
    return await judging.retract(context.store, judgement, **await _by(context, reason, "retract", judgement))


async def _by(context: Context, reason: str, verdict: Verdict | None = None, left: str = "") -> _By:
    """`verdict` and `left` where the judgement may decide whether a predicate stands (G1)."""
    stated = reason.strip()
    if not 1 <= len(stated) <= _MAX_REASON:
        raise RequestError("a reason is needed", where="reason", mend=f"from 1 to {_MAX_REASON} characters")
    house = context.store, context.ledger
    subjects = await (standing_after(*house, verdict, left) if verdict else standing(*house))
    return _By(actor=context.caller.principal, reason=stated, now=context.now.isoformat(), subjects=subjects)


async def _seen(context: Context, mention: str) -> str:
    """The mention that is judged: this one, or, where it only names an entity and its own document is not to be seen
    (past its review date, say), the first of that entity that is."""
    found = await context.store.get(context.view(Looking()), [mention])
    if not found:
        raise _absent("mention")
    return mention if mention in found[0].members else found[0].members[0]


async def _holder(context: Context, mention: str) -> str:
    found = await context.store.get(context.view(Looking()), [mention])
    return found[0].id if found else mention


def _absent(what: str) -> AbsentError:
    return AbsentError(f"no such {what}", mend="look it up first")
