from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.context import Caller, Context, Looking
from api.deciding import reject, retract, withdraw
from api.predicates import Outcome, load
from graph.ledger import Ledger
from graph.open import open_store
from graph.sqlite.ledger import open_ledger
from graph.store import Store
from ontology.claim import COREFERENT, TYPE, Claim, Extraction, Value
from ontology.document import Document, Mention
from ontology.errors import SetupError
from ontology.handling import Handling

TEXT = (
    "Ramiro Tello Cruz drove the truck for Los Faroles.\nHe is a brother of Saul Tello Cruz. "
    "Officer Ana Paz arrested Tello at Villa Norte."
)
NOW = datetime(2024, 6, 1, tzinfo=UTC)


def document() -> Document:
    return Document(
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        text=TEXT,
        lang="en",
        source="CBP",
        handling=Handling("CBP", "UNCLASSIFIED", "19 USC 1589a", ("CBP",), "CBP"),
        received=date(2024, 5, 1),
        due=date(2029, 5, 1),
        given_id="r-1.txt",
    )


def extraction() -> Extraction:
    of = document()
    mentions: dict[str, Mention] = {}
    claims: list[Claim] = []

    def say(subject: str, predicate: str, words: str, **target: Any) -> None:
        start = TEXT.index(words)
        claims.append(
            Claim(mentions[subject].id, predicate, of.id, ((start, start + len(words)),), "hand", "1", **target)
        )

    for words, type_ in (
        ("Ramiro Tello Cruz", "Person"), ("Los Faroles", "CriminalNetwork"), ("Saul Tello Cruz", "Person"),
        ("Ana Paz", "Person"), ("Tello at", "Person"), ("Villa Norte", "Place"),
    ):  # fmt: skip
        start = TEXT.index(words)
        mentions[words] = Mention(of.id, start, start + len(words))
        say(words, TYPE, words, value=Value(words, type_))
        say(words, "name", words, value=Value(words, words.lower()))
    say("Ramiro Tello Cruz", "memberOf", "drove the truck for Los Faroles", object=mentions["Los Faroles"].id)
    say("Ramiro Tello Cruz", "familyOf", "a brother of", object=mentions["Saul Tello Cruz"].id)
    say("Ramiro Tello Cruz", COREFERENT, "Tello at", object=mentions["Tello at"].id)
    say("Ana Paz", COREFERENT, "Officer Ana Paz", object=mentions["Ramiro Tello Cruz"].id, certainty="possible")
    return Extraction(of, tuple(mentions.values()), tuple(claims), ("hand@1",), "by hand")


@dataclass
class House:
    store: Store
    ledger: Ledger
    folder: Path

    async def context(self) -> Context:
        return Context(self.store, self.ledger, Caller("tester"), await self.store.classes(), b"k" * 16, NOW)

    async def load(self, *entries: dict[str, Any]) -> list[Outcome]:
        file = self.folder / "predicates.yaml"
        file.write_text(yaml.safe_dump([entry(**e) for e in entries], allow_unicode=True))
        return await load(self.store, self.ledger, (await self.context()).view(Looking()), file)

    async def person_class(self, mention: str) -> str | None:
        (found,) = await self.store.get((await self.context()).view(Looking()), [mention])
        return found.person_class


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    store = open_store(f"sqlite:{tmp_path / 'store.db'}")
    ledger = open_ledger(tmp_path / "store.db.ledger")
    async with store.transaction() as writer:
        await writer.put_extractions([extraction()])
    yield House(store, ledger, tmp_path)
    await ledger.close()
    await store.close()


def entry(**changes: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "document": "r-1.txt", "name": "Ramiro Tello Cruz", "offence": "8 USC 1324", "facts": "Drove.",
        "claims": ["drove the truck"], "officer": "R. Ibarra", "approved_by": "T. Quiroz", "date": date(2024, 5, 20),
    }  # fmt: skip
    return {key: value for key, value in (whole | changes).items() if value is not None}


def claim(predicate: str) -> str:
    return next(c.id for c in extraction().claims if c.predicate == predicate)


async def test_a_named_person_becomes_a_subject_and_nobody_else(house: House) -> None:
    (outcome,) = await house.load({})
    assert (outcome.entry, outcome.state) == (1, "done")
    assert outcome.mention == Mention(document().id, 0, 17).id
    assert await house.person_class(outcome.mention) == "subject"
    assert await house.person_class(Mention(document().id, TEXT.index("Ana Paz"), TEXT.index("Ana Paz") + 7).id) == (
        "mentioned"
    )
    (kept,) = await house.ledger.predicates()
    assert kept.claims == (claim("memberOf"),)


async def test_a_mention_or_a_document_id_names_it_as_well(house: House) -> None:
    mention = Mention(document().id, 0, 17).id
    outcomes = await house.load({"document": None, "name": None, "mention": mention}, {"document": document().id})
    assert [(o.mention, o.state) for o in outcomes] == [(mention, "done"), (mention, "unchanged")]
    assert len(await house.ledger.predicates()) == 1


async def test_quoted_words_may_break_lines_and_speak_of_another_mention_of_the_person(house: House) -> None:
    (outcome,) = await house.load({"claims": ["for Los  Faroles. He is", "arrested Tello"]})
    assert outcome.state == "done"
    (kept,) = await house.ledger.predicates()
    assert claim("memberOf") in kept.claims
    assert len(kept.claims) == 3  # that the truck was theirs, and type and name of "Tello at"


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"approved_by": "R. Ibarra"}, "approved_by", "approves his own"),
        ({"claims": None}, "claims", "at least one claim"),
        ({"claims": ["he confessed"]}, "claims", "does not say"),
        ({"claims": ["a brother of"]}, "claims", "nothing that can ground"),
        ({"name": "Ana Paz"}, "claims", "nothing that can ground"),  # though the report holds for possible she is he
        ({"claims": [""]}, "claims", "does not say"),
        ({"name": "Ramiro Tello"}, "name", "the report names Ramiro Tello Cruz, Los Faroles"),
        ({"name": "Villa Norte"}, "name", "is no person"),
        ({"document": "r-2.txt"}, "document", "no document r-2.txt"),
        ({"name": None, "document": None, "mention": "mnobody"}, "mention", "no mention"),
        ({"mention": "m1"}, None, "either mention, or document and name"),
        ({"date": "yesterday"}, "date", "date"),
        ({"score": 3}, "score", "not permitted"),
        ({"facts": None}, "facts", "required"),
    ],
)
async def test_an_entry_that_does_not_hold_is_refused_and_the_rest_go_on(
    house: House, changes: dict[str, Any], place: str | None, words: str
) -> None:
    wrong, right = await house.load(changes, {})
    assert (wrong.entry, wrong.state, wrong.place) == (1, "rejected", place)
    assert wrong.reason
    assert words in wrong.reason
    assert right.state == "done"
    assert len(await house.ledger.predicates()) == 1


async def test_the_same_file_again_changes_nothing(house: House) -> None:
    await house.load({})
    (again,) = await house.load({})
    assert again.state == "unchanged"
    assert again.mention
    assert await house.person_class(again.mention) == "subject"
    assert len(await house.ledger.predicates()) == 1


@pytest.mark.parametrize("text", ["", "a: [", "just words", "entries: []"])
async def test_a_file_that_is_no_list_stops_with_its_name(house: House, text: str) -> None:
    file = house.folder / "bad.yaml"
    file.write_text(text)
    with pytest.raises(SetupError, match=r"bad\.yaml"):
        await load(house.store, house.ledger, (await house.context()).view(Looking()), file)


async def test_the_class_falls_with_the_last_claim_and_comes_back_with_it(house: House) -> None:
    (outcome,) = await house.load({})
    assert outcome.mention
    made = await reject(await house.context(), claim("memberOf"), "a misreading")
    assert await house.person_class(outcome.mention) == "mentioned"
    await retract(await house.context(), made.judgement.id, "it was no misreading")
    assert await house.person_class(outcome.mention) == "subject"


async def test_a_predicate_with_another_live_claim_stands(house: House) -> None:
    (outcome,) = await house.load({"claims": ["drove the truck", "arrested Tello"]})
    assert outcome.mention
    await reject(await house.context(), claim("memberOf"), "a misreading")
    assert await house.person_class(outcome.mention) == "subject"


async def test_a_withdrawn_document_holds_no_predicate(house: House) -> None:
    await house.load({})
    await withdraw(await house.context(), document().id, "loaded by mistake")
    view = (await house.context()).view(Looking())
    assert [e async for e in house.store.iterate(view)] == []
