"""What people decided since a moment, as far as one caller may see what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from graph.access import Visibility
from graph.judgement import Judgement, Verdict
from graph.judging import about
from graph.seeing import sees_documents
from graph.store import Store, Truth
from ontology.errors import JudgementError

Kind = Literal["merged", "split", "retracted", "corrected"]
_KINDS: Mapping[Verdict, Kind] = {
    "same": "merged", "different": "split", "reject": "retracted", "withdraw": "retracted", "supersede": "corrected",
    "retype": "corrected", "confirm": "corrected",
}  # fmt: skip
_UNDONE: Mapping[Verdict, Kind] = {"same": "split", "different": "merged"}
"""An undo of anything else puts something right."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement, what it does, and a mention that it is about, if it is about one."""

    kind: Kind
    judgement: Judgement
    mention: str | None


async def decisions(store: Store, view: Visibility, since: datetime) -> list[Decision]:
    """First to last; of a look back none made after its day. That nobody can tell (`unsure`) decides nothing."""
    ledger = await store.judgement_ledger()
    by_id = {judgement.id: judgement for judgement in ledger}
    late = [j for j in ledger if datetime.fromisoformat(j.at) >= since and _known(view, j)]
    if not late:
        return []
    found: list[Decision] = []
    truth = store.truth()
    for judgement in late:
        kind = _kind(judgement, by_id)
        if kind and await _sees(store, view, truth, judgement):
            found.append(Decision(kind, judgement, await _mention(truth, judgement, by_id)))
    return found


def _known(view: Visibility, judgement: Judgement) -> bool:
    return view.known_at is None or datetime.fromisoformat(judgement.at).astimezone(UTC).date() <= view.known_at


def _kind(judgement: Judgement, by_id: Mapping[str, Judgement]) -> Kind | None:
    if judgement.verdict != "retract":
        return _KINDS.get(judgement.verdict)
    undone = by_id[judgement.left].verdict
    return None if undone == "unsure" else _UNDONE.get(undone, "corrected")


async def _sees(store: Store, view: Visibility, truth: Truth, judgement: Judgement) -> bool:
    try:
        return await sees_documents(store, view, await about(truth, judgement))
    except JudgementError:  # what it was about is gone
        return False


async def _mention(truth: Truth, judgement: Judgement, by_id: Mapping[str, Judgement]) -> str | None:
    while judgement.verdict == "retract":
        judgement = by_id[judgement.left]
    if judgement.verdict in ("withdraw", "supersede"):
        return None
    if judgement.verdict in ("reject", "confirm"):
        return (await truth.claims([judgement.left]))[0].subject
    return judgement.left
