"""`linkwright why`, `how`, `why-not`, `what-if`: what resolution did, would do, and on what evidence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from api.commands import output
from api.commands.options import JsonOption, Opened, StoreOption, opened, settings, wait_for

if TYPE_CHECKING:
    from graph.how import Join
    from graph.resolution.compare import Evidence, Term

T = TypeVar("T")
ThingArgument = Annotated[str, typer.Argument(metavar="ID", help="An entity's or mention's id.")]


def why(left: ThingArgument, right: ThingArgument, store: StoreOption = None, json: JsonOption = False) -> None:
    """Show the evidence that two are one, or are not: every feature with the values that met and its weight in bits."""
    from api.context import Looking
    from api.explaining import why
    from graph.resolution.model import model

    found = _asked(lambda house: why(house.context, Looking(), left, right), store)
    if json:
        output.line(asdict(found))
        return
    evidence = found.evidence
    observed = model().observed(evidence.posterior)
    _terms(evidence.terms)
    output.answer(
        f"{'one entity' if found.together else 'two entities'}; {evidence.band}: {evidence.bits:g} bits with a prior "
        f"of {evidence.prior:g}, probability {evidence.posterior:.4f} (model {evidence.model}; of labelled pairs told "
        f"so, {observed:.0%} were one)"
    )
    _listed("cut at the cap of what speaks of one matter", _cuts(evidence))
    _listed("what was compared", [f"{t.feature}: {t.why}" for t in evidence.terms])
    _listed("equal keys, which join by themselves", found.shared_keys)
    _listed("compared because of", [key for key in found.blocking_keys if "&" not in key] or found.blocking_keys)
    _listed("judged", [f"{j.verdict} by {j.actor}: {j.reason} ({j.id})" for j in found.judgements])


def _cuts(evidence: Evidence) -> list[str]:
    """Families of features whose sum is more than counts."""
    sums: dict[str, float] = {}
    for term in evidence.terms:
        sums[term.family] = sums.get(term.family, 0.0) + term.bits
    return [
        f"{name}: {sums[name]:g} bits count as {counted:g}"
        for name, counted, _ in evidence.families
        if sums.get(name, 0.0) > counted
    ]


def how(entity: ThingArgument, store: StoreOption = None, json: JsonOption = False) -> None:
    """Show how an entity came together: the joins in order, the weakest, and what stays if that one breaks."""
    from api.context import Looking
    from api.explaining import how

    found = _asked(lambda house: how(house.context, Looking(), entity), store)
    if json:
        output.line(asdict(found))
        return
    rows = [
        (n, _sized(j.left, j.left_size), _sized(j.right, j.right_size), _ground(j))
        for n, j in enumerate(found.joins, start=1)
    ]
    output.table(("", "joined", "to", "by"), rows)
    output.answer(f"{found.entity}: {len(found.tellings)} documents tell of it")
    if found.weakest:
        output.answer(f"weakest: {_ground(found.weakest)} between {found.weakest.left} and {found.weakest.right}; "
                      "if it broke there would be:")  # fmt: skip
        for part in found.stays:
            output.answer("  " + " ".join(part))


def why_not(left: ThingArgument, right: ThingArgument, store: StoreOption = None, json: JsonOption = False) -> None:
    """Show why two are two: never compared, not enough evidence, or held apart by what a person or a report says."""
    from api.context import Looking
    from api.explaining import why_not

    found = _asked(lambda house: why_not(house.context, Looking(), left, right), store)
    if json:
        output.line(asdict(found))
        return
    match found.reason:
        case "types":
            output.answer("they are of two types, which are never one: retype one first")
        case "never_compared":
            output.answer("they were never compared")
            _listed("keys in common, which too many have", found.shared_keys)
            _listed("keys of the first", found.left_keys)
            _listed("keys of the second", found.right_keys)
        case "not_enough" if found.evidence:
            output.answer(f"{found.evidence.band}: {found.evidence.bits:g} bits are not enough to join them")
        case "held_apart" if found.refusal:
            refusal = found.refusal
            bits = "" if refusal.bits is None else f" ({refusal.bits:g} bits)"
            output.answer(f"held apart by {refusal.by}: {refusal.left} and {refusal.right}{bits}")
    if found.evidence:
        _terms(found.evidence.terms)
    if found.against:
        output.answer(f"most against it: {found.against.feature} {found.against.level}, {found.against.bits:g} bits")
    _listed("judged", [f"{j.verdict} by {j.actor}: {j.reason} ({j.id})" for j in found.judgements])


def what_if(
    retract: Annotated[str | None, typer.Option("--retract", metavar="JUDGEMENT", help="Undo this one.")] = None,
    same: Annotated[
        tuple[str, str] | None, typer.Option("--same", metavar="ID ID", help="Judge these two the same.")
    ] = None,
    different: Annotated[
        tuple[str, str] | None, typer.Option("--different", metavar="ID ID", help="Judge these two different.")
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Show what a judgement, or its undo, would change. It is tried and not kept."""
    from api.deciding import suppose

    change = _asked(
        lambda house: suppose(house.context, retract=retract, same=same or (), different=different or ()), store
    )
    if json:
        output.line(asdict(change))
        return
    for line in output.changes(change):
        output.answer(line)


def _asked(ask: Callable[[Opened], Awaitable[T]], store: str | None) -> T:
    async def work() -> T:
        async with opened(settings(store)) as house:
            return await ask(house)

    return wait_for(work(), busy="comparing")


def _terms(terms: Sequence[Term]) -> None:
    output.table(
        ("feature", "level", "left", "right", "bits"),
        [(t.feature, t.level, t.left, t.right, f"{t.bits:+g}") for t in terms],
    )


def _ground(join: Join) -> str:
    if join.judgement:
        return f"judgement {join.judgement.id} of {join.judgement.actor}"
    return f"{join.bits:g} bits" if join.bits is not None else f"key {', '.join(join.keys)}"


def _sized(telling: str, size: int) -> str:
    return telling if size == 1 else f"{telling} (with {size - 1} more)"


def _listed(what: str, items: Sequence[str]) -> None:
    if items:
        output.answer(f"{what}:")
        for item in items:
            output.answer(f"  {item}")
