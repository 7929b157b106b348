"""A name and an alias in one row of a pasted table are of one person."""

from __future__ import annotations

import pytest

from tests.extractors.relations.marked import read

TWO = [{"Ada Roca", "La Pata"}, {"El Grillo", "Leo Paz"}]
TABLES = {
    "tabs, English": "Name\tAlias\tRole\n[[Person|Leo Paz]]\t[[Person|El Grillo]]\tdriver\n"
    "[[Person|Ada Roca]]\t[[Person|La Pata]]\tcook\n",
    "tabs, Spanish": "No.\tNombre completo\tApodo\n1\t[[Person|Leo Paz]]\t[[Person|El Grillo]]\n"
    "2\t[[Person|Ada Roca]]\t[[Person|La Pata]]\n",
    "spaces, English": "SUBJECT          A.K.A.           AGE\n"
    "[[Person|Leo Paz]]          [[Person|El Grillo]]        34\n"
    "[[Person|Ada Roca]]         [[Person|La Pata]]          22\n",
    "bars, Spanish": "| Nombre | Alias / Apodo | Edad |\n|---|---|---|\n"
    "| [[Person|Leo Paz]] | [[Person|El Grillo]] | 34 |\n"
    "| [[Person|Ada Roca]] | [[Person|La Pata]] | |\n",
    "the alias first": "ALIAS;NOMBRE\n"
    "[[Person|El Grillo]];[[Person|Leo Paz]]\n[[Person|La Pata]];[[Person|Ada Roca]]\n",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_row_tells_one_person(table: str) -> None:
    lang = "en" if "Name" in table or "SUBJECT" in table else "es"
    assert read(table, lang).joined == TWO


def test_surnames_and_given_names_are_one_person() -> None:
    text = "Apellidos\tNombres\tAlias\n[[Person|Paz Luna]]\t[[Person|Leo]]\t[[Person|Grillo]], [[Person|El Mudo]]\n"
    assert read(text, "es").joined == [{"El Mudo", "Grillo", "Leo", "Paz Luna"}]


@pytest.mark.parametrize(
    "text",
    [
        "Name\tBoss\n[[Person|Leo Paz]]\t[[Person|El Grillo]]\n",
        "Name\tAlias\tName\n[[Person|Leo Paz]]\t[[Person|El Grillo]]\t[[Person|Ada Roca]]\n",
        "Boss\tAlias\n[[Person|Leo Paz]]\t[[Person|El Grillo]]\n",
        "Name\tAlias\n[[Person|Leo Paz]] and [[Person|Ada Roca]]\t[[Person|El Grillo]]\n",
    ],
    ids=["no alias", "two names", "no name", "two persons under one name"],
)
def test_other_columns_tell_nothing(text: str) -> None:
    assert read(text, "en").joined == []


def test_one_alias_of_two_rows_is_of_two_persons() -> None:
    text = "Nombre  Alias\n[[Person|Leo Paz]]  [[Person|Pato]]\n[[Person|Juan Roca]]  [[Person|Pato]]\n"
    assert read(text, "es").joined == [{"Juan Roca", "Pato"}, {"Leo Paz", "Pato"}]


def test_one_alias_of_two_names_leaves_a_third_mention_unclear() -> None:
    first, second = (f"[[Person|{name}]], alias [[Person|Pato]]" for name in ("Juan Roca", "Leo Paz"))
    reading = read(f"{first}, fled; so did {second}. [[Person|Pato]] drove.", "en")
    assert reading.joined == [{"Juan Roca", "Pato"}, {"Leo Paz", "Pato"}]
    assert len(reading.claims("coreferent")) == 2


def test_forms_that_follow_one_another_stay_apart() -> None:
    text = "Nombre: [[Person|Juan Roca]]\nAlias: [[Person|Pato]]\nNombre: [[Person|Leo Paz]]\nAlias: [[Person|Pollo]]"
    assert read(text, "es").joined == [{"Juan Roca", "Pato"}, {"Leo Paz", "Pollo"}]
