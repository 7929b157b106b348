"""`extract` and `resolve` without a store: the lines of OUT.jsonl."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.offline import extract_lines, out_line, resolve_lines, within
from api.pool import HANDFUL
from extractors.readers.base import Reading, Rejected
from extractors.readers.read import read_all
from ontology.claim import COREFERENT, TYPE, Claim, Extraction, Value
from ontology.document import Mention
from ontology.loader import schema
from tests.api import faulty_parts

FIRST = (
    "El 3 de mayo de 2023 fue detenido Ramón Ibarra Luna en Reynosa, Tamaulipas. Ibarra Luna traía el teléfono "
    "867 123 4567 y la camioneta con placas TX-4821-B. Después Ramón Ibarra Luna fue llevado a Matamoros."
)
SECOND = "Vecinos de Reynosa, Tamaulipas, señalan que el teléfono 867 123 4567 sigue en uso por el mismo grupo."


def jsonl(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    (tmp_path / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path / "docs.jsonl"


def lines(found: Any) -> list[dict[str, Any]]:
    return [line for line in found if isinstance(line, dict)]


def of_type(line: dict[str, Any], type_: str) -> list[dict[str, Any]]:
    return [mention for mention in line["mentions"] if mention["type"] == type_]


def test_a_line_a_document_in_the_order_given_also_for_equal_texts(tmp_path: Path) -> None:
    docs = jsonl(
        tmp_path,
        {"id": "z", "text": FIRST, "lang": "es"},
        {"id": "a", "text": FIRST, "lang": "es"},
        {"id": "broken"},
        {"id": "a", "text": FIRST, "lang": "es"},
    )
    for made in (list(extract_lines([docs])), list(resolve_lines([docs]))):
        assert [line["id"] if isinstance(line, dict) else line.id for line in made] == ["z", "a", "broken", "a"]
        assert isinstance(made[2], Rejected)
        first, second, third = lines(made)
        assert first["mentions"]
        assert second == third
        spans = [[(m["start"], m["end"], m["type"]) for m in line["mentions"]] for line in (first, second)]
        assert spans[0] == spans[1]


def test_the_shape_of_a_line(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"---\nlang: es\n---\n{FIRST}")
    (line,) = lines(extract_lines([tmp_path]))
    assert (line["id"], line["lang"], line["text"]) == ("in/a.txt", "es", FIRST)
    assert set(line) == {"id", "lang", "text", "mentions", "links"}
    for mention in line["mentions"]:
        assert list(mention) == ["start", "end", "type", "kind", "entity"]
        assert (mention["entity"] is None) == schema().types[mention["type"]].is_value
    assert [FIRST[m["start"] : m["end"]] for m in of_type(line, "Phone")] == ["867 123 4567"]
    assert of_type(line, "Date")
    (row,) = lines(extract_lines([jsonl(tmp_path, {"id": "r", "text": FIRST, "lang": "es"})]))
    assert "text" not in row
    assert [m["start"] for m in row["mentions"]] == [m["start"] for m in line["mentions"]]


def test_entities_hold_within_a_document_or_over_all(tmp_path: Path) -> None:
    docs = jsonl(tmp_path, {"id": "a", "text": FIRST, "lang": "es"}, {"id": "b", "text": SECOND, "lang": "es"})
    apart, together = lines(extract_lines([docs])), lines(resolve_lines([docs]))
    phones = [[m["entity"] for line in made for m in of_type(line, "Phone")] for made in (apart, together)]
    assert len(set(phones[0])) == 2
    assert len(set(phones[1])) == 1


def test_labels_are_ignored_and_gold_mentions_bring_spans_alone(tmp_path: Path) -> None:
    gold = [
        {"start": 34, "end": 51, "type": "Person", "kind": None, "entity": "p1"},
        {"start": 55, "end": 62, "type": "Site", "kind": "camp", "entity": "s1"},
    ]
    row = {"id": "a", "text": FIRST, "lang": "es"}
    plain = list(extract_lines([jsonl(tmp_path, row)]))
    shuffled = {"links": [{"type": "uses"}], "mentions": gold[::-1], **row}
    assert list(extract_lines([jsonl(tmp_path, shuffled)])) == plain
    (line,) = lines(extract_lines([jsonl(tmp_path, {**row, "mentions": gold})], gold_mentions=True))
    assert [(m["start"], m["end"], m["type"], m["kind"]) for m in line["mentions"]] == [
        (34, 51, "Person", None),
        (55, 62, "Site", "camp"),
    ]
    renamed = [{**mention, "entity": "one"} for mention in gold]
    assert lines(extract_lines([jsonl(tmp_path, {**row, "mentions": renamed})], gold_mentions=True)) == [line]


def test_equal_inputs_give_equal_lines_whatever_the_workers(tmp_path: Path) -> None:
    rows = [{"id": f"r{i}", "text": f"{FIRST} Caso {i}.", "lang": "es"} for i in range(HANDFUL + 3)]
    spread = list(extract_lines([jsonl(tmp_path, *rows)], workers=2))
    assert spread == [line for row in rows for line in extract_lines([jsonl(tmp_path, row)])]


def reading(tmp_path: Path) -> Reading:
    (tmp_path / "a.txt").write_text("Ana, Beto, Carla, ayer.")
    flags = {"agency": "x", "marking": "CUI", "legal_basis": "x"}
    (found,) = read_all([tmp_path / "a.txt"], today=date(2024, 1, 1), flags=flags)
    assert isinstance(found, Reading)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_links_are_asserted_actual_once_and_between_entities(tmp_path: Path, seed: int) -> None:
    read = reading(tmp_path)
    document = read.document
    ana, beto, carla, day = (Mention(document.id, *span) for span in ((0, 3), (5, 9), (11, 16), (18, 22)))

    def says(subject: Mention, predicate: str, target: Mention | str, **how: Any) -> Claim:
        value = Value(target, target) if isinstance(target, str) else None
        object_ = target.id if isinstance(target, Mention) else None
        return Claim(subject.id, predicate, document.id, ((0, 3),), "x", "1", object=object_, value=value, **how)

    claims = [
        *(says(m, TYPE, "Person") for m in (ana, beto, carla)),
        says(day, TYPE, "Date"),
        says(beto, COREFERENT, carla),
        says(carla, "associateOf", ana),
        says(ana, "associateOf", beto),
        says(beto, "familyOf", carla),
        says(ana, "associateOf", carla, polarity="denied"),
        says(ana, "contacted", carla, modality="planned"),
        says(ana, "participatedIn", beto, qualifiers=(("role", "suspect"),)),
        says(ana, "locatedAt", day),
    ]
    random.Random(seed).shuffle(claims)
    extraction = Extraction(document, (carla, ana, beto, day), tuple(claims), ("x@1",), "c")
    entities = within(Extraction(document, (ana, beto, carla, day), tuple(claims), ("x@1",), "c"))
    assert entities == {ana.id: ana.id, beto.id: beto.id, carla.id: beto.id, day.id: day.id}
    line = out_line(read, extraction, entities)
    assert [m["start"] for m in line["mentions"]] == [0, 5, 11, 18]  # type: ignore[attr-defined]
    low, high = sorted((ana.id, beto.id))
    assert line["links"] == [
        {"type": "associateOf", "subject": low, "object": high},
        {"type": "participatedIn", "subject": ana.id, "object": beto.id, "role": "suspect"},
    ]


def test_the_country_of_the_source_reaches_the_parts(tmp_path: Path) -> None:
    docs = jsonl(tmp_path, {"id": "a", "text": "Reynosa", "country": "MEX"}, {"id": "b", "text": "Reynosa"})
    made = lines(extract_lines([docs], configuration=faulty_parts.country_configuration))
    assert [line["mentions"][0]["kind"] for line in made] == ["MX", None]


def test_a_document_that_cannot_be_extracted_is_told_in_its_place(tmp_path: Path) -> None:
    docs = jsonl(tmp_path, {"id": "a", "text": "FAIL"}, {"id": "b", "text": "Reynosa"})
    failed, line = extract_lines([docs], configuration=faulty_parts.configuration)
    assert isinstance(failed, Rejected)
    assert (failed.id, failed.row) == ("a", "line 1")
    assert isinstance(line, dict)
    assert line["id"] == "b"


@pytest.mark.parametrize(
    ("text", "things"), [('"Junior" may be Ernesto Salinas.', 2), ('"Junior" is Ernesto Salinas.', 1)]
)
def test_who_may_be_somebody_is_another_within_a_document(tmp_path: Path, text: str, things: int) -> None:
    mentions = [{"start": 1, "end": 7, "type": "Person", "entity": "a"},
                {"start": len(text) - 16, "end": len(text) - 1, "type": "Person", "entity": "b"}]  # fmt: skip
    docs = jsonl(tmp_path, {"id": "a", "lang": "en", "text": text, "mentions": mentions})
    (line,) = lines(extract_lines([docs], gold_mentions=True))
    assert len({m["entity"] for m in line["mentions"]}) == things
