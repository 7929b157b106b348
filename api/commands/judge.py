"""`linkwright judge …`: what a person decides. Each prints the judgement's id, which `linkwright retract` takes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import output
from api.commands.options import JsonOption, Opened, ReasonOption, StoreOption, opened, settings, wait_for

if TYPE_CHECKING:
    from api.deciding import Decided
    from graph.effect import Idle
    from graph.judgement import Judgement
    from graph.judging import PairVerdict
    from ontology.document import Document

app = typer.Typer(
    help="Decide what is one, what it is, and what is wrong.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
ThingArgument = Annotated[str, typer.Argument(metavar="ID", help="An entity's or mention's id.")]


@app.command()
def same(
    left: ThingArgument, right: ThingArgument, reason: ReasonOption, store: StoreOption = None, json: JsonOption = False
) -> None:
    """Say that two are one."""
    _pair("same", left, right, reason, store, json)


@app.command()
def different(
    left: ThingArgument, right: ThingArgument, reason: ReasonOption, store: StoreOption = None, json: JsonOption = False
) -> None:
    """Say that two are not one; what had joined them no longer does."""
    _pair("different", left, right, reason, store, json)


@app.command()
def unsure(
    left: ThingArgument, right: ThingArgument, reason: ReasonOption, store: StoreOption = None, json: JsonOption = False
) -> None:
    """Say that nobody can tell. The pair is not asked about again."""
    _pair("unsure", left, right, reason, store, json)


def _pair(verdict: PairVerdict, left: str, right: str, reason: str, store: str | None, json: bool) -> None:
    async def decide(house: Opened) -> Decided:
        from api.deciding import judge

        return await judge(house.context, verdict, left, right, reason)

    decided(decide, store, json)


@app.command()
def retype(
    mention: Annotated[str, typer.Argument(metavar="MENTION", help="A mention's or entity's id.")],
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="A type of the ontology, as Person.")],
    reason: ReasonOption,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Say what a mention is."""

    async def decide(house: Opened) -> Decided:
        from api.deciding import retype
        from api.known import known_types

        known_types((type_,))
        return await retype(house.context, mention, type_, reason)

    decided(decide, store, json)


@app.command()
def reject(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id.")],
    reason: ReasonOption,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Say that a claim is wrong. It stays in the store and leaves the graph."""

    async def decide(house: Opened) -> Decided:
        from api.deciding import reject

        return await reject(house.context, claim, reason)

    decided(decide, store, json)


@app.command()
def withdraw(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="A document's id, or the id it was given.")],
    reason: ReasonOption,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Take a document and all it says out of the graph."""

    async def decide(house: Opened) -> Decided:
        from api.deciding import withdraw

        return await withdraw(house.context, await _one_document(house, document), reason)

    decided(decide, store, json)


@app.command("list")
def list_(store: StoreOption = None, json: JsonOption = False) -> None:
    """Show the ledger of judgements, first to last."""
    wait_for(_list(store, json), busy="reading the ledger")


async def _list(store: str | None, json: bool) -> None:
    async with opened(settings(store)) as house:
        ledger = await house.store.judgement_ledger()
    if json:
        for j in ledger:
            told = {"actor": j.actor, "reason": j.reason, "at": j.at, "purpose": j.purpose, "case": j.case}
            output.line(_plain(j) | told)
    else:
        rows = [(j.id, j.verdict, j.left, j.right, j.actor, j.reason, j.at, j.purpose, j.case) for j in ledger]
        output.table(("judgement", "verdict", "left", "right", "by", "why", "when", "for", "case"), rows)


def decided(decide: Callable[[Opened], Awaitable[Decided]], store: str | None, json: bool) -> None:
    """Make a judgement in the store and print it."""

    async def work() -> tuple[Judgement, Idle | None]:
        from graph.effect import idle_now

        async with opened(settings(store)) as house:
            made = (await decide(house)).judgement
            return made, await idle_now(house.store, made)

    made, idle = wait_for(work(), busy="making the touched entities anew")
    if json:
        output.line(_plain(made) | {"applied": idle is None, "because_of": list(idle.because_of) if idle else []})
    else:
        output.answer(made.id)
        output.note(f"{made.verdict}; undo it with: linkwright retract {made.id} --reason …")
    if idle:
        against = (
            f"these stand against it: {', '.join(idle.because_of)}" if idle.because_of else "the two differ in type"
        )
        output.note(f"it is kept and has no effect: {against}")


def _plain(made: Judgement) -> dict[str, str | None]:
    return {"judgement": made.id, "verdict": made.verdict, "left": made.left, "right": made.right}


async def _one_document(house: Opened, name: str) -> str:
    """The id of the document that bears this id or given id. Raises RequestError when there is none, or several."""
    from ontology.errors import AbsentError, RequestError

    if await house.store.get_documents(house.view, [name]):
        return name
    found = [seen.document for seen in await house.store.find_documents(house.view, name)]
    if not found:
        raise AbsentError("there is no such document", where=name, mend="give the id that `linkwright ingest` printed")
    if len(found) > 1:
        told = "".join(f"\n  {document.id}  {_telling(document)}" for document in found)
        raise RequestError(f"{len(found)} documents are called so; give the id of one of them:{told}", where=name)
    return found[0].id


def _telling(document: Document) -> str:
    """What a person tells documents of one name by."""
    dated = f", of {document.report_date.normal}" if document.report_date else ""
    handling = document.handling
    return f"received {document.received}{dated}, by {handling.submitting_agency}, {handling.marking}"
