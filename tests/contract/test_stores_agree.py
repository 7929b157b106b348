"""One sequence of operations on both stores: equal answers, ordering and paging included.

What is drawn: a small world, how it comes into the stores (rows by hand, variants among them, or documents through
resolution with what people decide), and questions of every kind after each write. Answers that are empty on both sides
agree too easily: those that are not are counted.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.fuse import fuse
from graph.judging import PairVerdict, judge, reject, retract, withdraw
from graph.rows import PersonClass
from graph.store import Store
from ontology.errors import JudgementError, RequestError
from tests.contract.conftest import Opener
from tests.contract.questions import OPERATIONS, Question, is_empty
from tests.contract.world import World

EXAMPLES = 18
LEAST = 8
"""Answers of each operation that must not be empty, over all examples."""
NAMES = ("Ana Lobo", "Ana Lobos", "Eva Luna", "Luna Eva Rey", "Los Reyes", "José García-López", "Jose Garcia")
NOW = "2024-06-01T00:00:00Z"

reports = st.sampled_from(("a", "b", "c", "d"))
persons = st.sampled_from(("p0", "p1", "p2", "p3"))
networks = st.sampled_from(("n0", "n1"))
things = st.sampled_from(("p0", "p1", "p2", "p3", "n0", "n1", "phone", "group", "event"))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    world = World()
    for number, (name, agency) in enumerate((("a", "CBP"), ("b", "CBP"), ("c", "FGR"), ("d", "GN"))):
        world.report(
            name,
            agency=agency,
            received=date(2024, 1 + number, 1),
            due=draw(st.sampled_from((date(2029, 1, 1), date(2024, 5, 1)))),
            reliability=draw(st.sampled_from("BDF")),
            credibility=draw(st.sampled_from((2, 4, 6))),
            origin=draw(st.sampled_from(("", "one"))),
        )
    for key in ("p0", "p1", "p2", "p3"):
        told = draw(st.lists(reports, min_size=2, unique=True))
        kind = draw(classes)
        world.thing(key, "Person", told, name=draw(st.sampled_from(NAMES)), person_class=kind)
        if draw(st.booleans()):
            said = draw(st.sampled_from(NAMES))
            written = draw(st.sampled_from((said, said.upper())))
            world.says(draw(st.sampled_from(told)), key, draw(st.sampled_from(("alias", "name"))), written)
    for key in ("n0", "n1"):
        world.thing(key, "CriminalNetwork", draw(st.lists(reports, min_size=2, unique=True)), name=draw(names))
    world.thing("phone", "Phone", draw(st.lists(reports, min_size=2, unique=True)), name="+528675550133")
    for key, normal in (("place", "27.4763,-99.5164;r=5000"), ("site", "19.4326,-98.1332;r=10")):
        told = draw(st.lists(reports, min_size=1, unique=True))
        world.thing(key, key.capitalize(), told)
        world.says(draw(st.sampled_from(told)), key, "coordinate", normal, normal)
    world.thing("group", "PopulationGroup", draw(reports), name="los migrantes")
    world.thing("event", "Event", draw(reports), name="fue detenido")
    for number in range(draw(st.integers(10, 24))):
        _tie(draw, world, number)
    return world


names = st.sampled_from(NAMES)
classes: st.SearchStrategy[PersonClass] = st.sampled_from(("subject", "subject", "mentioned"))
verdicts: st.SearchStrategy[PairVerdict] = st.sampled_from(("same", "different", "unsure"))
TIES = (
    ("associateOf", persons, persons), ("memberOf", persons, networks), ("alliedWith", networks, networks),
    ("uses", persons, st.just("phone")), ("participatedIn", persons, st.just("event")),
    ("participatedIn", st.just("group"), st.just("event")), ("paid", st.just("group"), persons),
)  # fmt: skip


def _tie(draw: st.DrawFn, world: World, number: int) -> None:
    type_, subjects, objects = draw(st.sampled_from(TIES))
    one, other = draw(subjects), draw(objects)
    both = [d for d in world.things[one].documents if d in world.things[other].documents]
    if one == other or not both:
        return
    told = draw(st.lists(st.sampled_from(both), min_size=1, unique=True))
    role = {"memberOf": "guide", "participatedIn": "suspect"}.get(type_) if draw(st.booleans()) else None
    when = f"2024-01-{number + 1:02d}" if type_ in ("paid", "associateOf") else None
    details = (("amount", "500 USD"),) if type_ == "paid" else ()
    periods = st.sampled_from((None, "2023", "2024-02", "2023-03-21/.."))
    made = world.tie(type_, one, other, told, qualifier=role, when=when, details=details, valid=draw(periods))
    if made in {world.link_id(tie) for tie in world.ties[:-1]}:
        world.ties.pop()


Write = Callable[[Store], Awaitable[Any]]


@st.composite
def by_hand(draw: st.DrawFn, world: World) -> Write:
    """Rows as some reports tell them, one entity taken out, or two that are one for those who see a class."""
    documents = draw(st.lists(reports, min_size=2, unique=True))
    gone = draw(things)

    async def take_out(store: Store) -> None:
        async with store.transaction() as writer:
            await writer.replace_component([world.id(gone)], [], [])

    writes: tuple[Write, ...] = (
        lambda store: anew(store, world, documents),
        take_out,
        lambda store: vary(store, world),
    )
    write: Write = draw(st.sampled_from(writes))
    return write


async def anew(store: Store, world: World, documents: Collection[str]) -> None:
    """What these reports tell, and nothing that others told before."""
    async with store.transaction() as writer:
        known = [world.mention(key, d).id for key, thing in world.things.items() for d in thing.documents]
        await writer.replace_component(known, [], [])
    await world.write(store, documents)


async def vary(store: Store, world: World) -> None:
    """p0 and p1 are one for those who see the class of the report c, and two for everybody else."""
    await anew(store, world, world.documents)
    async with store.transaction() as writer:
        classes = await writer.marking_class([d.id for d in world.documents.values()])
        hidden = (classes[world.documents["c"].id],)
        rows = {e.id: e for e in world.entities(world.documents, classes)}
        one, other = rows[world.id("p0")], rows[world.id("p1")]
        joined = replace(
            one, variant="all", seen=hidden, members=(*one.members, *other.members),
            values=tuple({(v.property, v.normal): v for v in (*other.values, *one.values)}.values()),
        )  # fmt: skip
        apart = [replace(row, variant="some", unseen=hidden) for row in (one, other)]
        links = []
        for link in world.links(world.documents, classes):
            if {link.subject, link.object} & {one.id, other.id}:
                subject, object_ = (one.id if end == other.id else end for end in (link.subject, link.object))
                if subject != object_:
                    merged = replace(link, subject=subject, object=object_, variant="all", seen=hidden)
                    links.append(merged)
                links.append(replace(link, variant="some", unseen=hidden))
        await writer.replace_component([one.id, other.id], [joined, *apart], links)


def fused(world: World, documents: Collection[str]) -> Write:
    async def load(store: Store) -> None:
        async with store.transaction() as writer:
            await writer.put_extractions(world.extractions(documents))
        await fuse(store)

    return load


@st.composite
def resolved(draw: st.DrawFn, world: World) -> Write:
    """Documents that are fused, and what people decide about them."""
    documents = draw(st.lists(reports, min_size=2, unique=True))
    mentions = [world.mention(k, d).id for k, t in world.things.items() if t.type == "Person" for d in t.documents]
    left, right = draw(st.sampled_from(mentions)), draw(st.sampled_from(mentions))
    verdict = draw(verdicts)
    document = world.documents[draw(reports)].id
    claims = [c.id for e in world.extractions(world.documents) for c in e.claims]
    claim = draw(st.sampled_from(claims))

    async def take_back(store: Store) -> None:
        async with store.transaction() as writer:
            ledger = await writer.judgements()
        if ledger:
            await retract(store, ledger[0].id, actor="ana", reason="one man", now=NOW)

    decisions: tuple[Write, ...] = (
        fused(world, documents),
        fused(world, documents),
        take_back,
        lambda store: judge(store, verdict, left, right, actor="ana", reason="one man", now=NOW),
        lambda store: withdraw(store, document, actor="ana", reason="an error", now=NOW),
        lambda store: reject(store, claim, actor="ana", reason="an error", now=NOW),
    )
    write: Write = draw(st.sampled_from(decisions))
    return write


class Plan:
    """A world, and how it comes into the stores and changes there. (No dataclass: a failing one would be printed whole,
    and that is more than anybody reads.)"""

    def __init__(self, world: World, writes: Sequence[Write]) -> None:
        self.world = world
        self.writes = writes


OFTEN = (
    *sorted(OPERATIONS),
    *("shortest_paths", "neighbours", "search_names", "claims_of") * 2,
    *("shortest_paths", "shortest_paths", "mentions_in", "companions", "subgraph", "degree"),
)
"""Some have more ways to differ, and more ways to be empty."""
QUESTIONS = 50
"""After each write."""


@st.composite
def sequences(draw: st.DrawFn) -> Plan:
    world = draw(worlds())
    hand = draw(st.booleans())
    first: Write = world.write if hand else fused(world, list(world.documents))
    return Plan(world, [first, *draw(st.lists(by_hand(world) if hand else resolved(world), max_size=3))])


def asked(dice: Random) -> list[Question]:
    return [Question(dice.choice(OFTEN), dice.randrange(1_000_000)) for _ in range(QUESTIONS)]


async def outcome(work: Awaitable[Any]) -> Any:
    """What it gives, or how it is refused."""
    try:
        return await work
    except (RequestError, JudgementError) as error:
        return type(error), str(error)


@pytest.mark.slow
def test_both_stores_give_equal_answers(both: dict[str, Opener]) -> None:
    told = Counter(dict.fromkeys(OPERATIONS, 0))
    numbers = count()

    async def follow(sequence: Plan) -> None:
        number = next(numbers)
        name, dice = f"agree-{number}", Random(number)
        stores = [opener(name) for opener in both.values()]
        try:
            for write in sequence.writes:
                written = [await outcome(write(store)) for store in stores]
                assert written[0] == written[1]
                for question in asked(dice):
                    answers = [await outcome(question.put(store, sequence.world)) for store in stores]
                    assert answers[0] == answers[1], (name, question)
                    told[question.operation] += not is_empty(answers[0])
        finally:
            for store in stores:
                await store.close()

    @settings(max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(sequences())
    def agree(sequence: Plan) -> None:
        asyncio.run(follow(sequence))

    agree()
    assert {operation: number for operation, number in told.items() if number < LEAST} == {}
