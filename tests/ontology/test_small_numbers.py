"""Which numbers of running text may count few people."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import SchemaError
from ontology.few import without
from ontology.small_cells import _FILE, policy, read_policy

WITHHELD = [
    ("Se vio a siete salvadoreños", "Se vio a <10 salvadoreños"),
    ("seven Salvadorans", "<10 Salvadorans"),
    ("Los SIETE fueron trasladados", "Los <10 fueron trasladados"),
    ("siete (7) de ellos", "<10 de ellos"),
    ("grupo de 7, familia de cuatro", "grupo de <10, familia de <10"),
    ("07 personas, 7pax", "<10 personas, <10"),
    ("5-8 migrants; entre cinco y 8", "<10 migrants; <10"),
    ("Detenidos:7 -3 hombres/4 mujeres", "Detenidos:<10 -<10 hombres/<10 mujeres"),
    ("un par de haitianos, half a dozen Cubans", "<10 haitianos, <10 Cubans"),
    ("três homens, sept Haïtiens, sèt moun", "<10 homens, <10 Haïtiens, <10 moun"),
    ("7 may have drowned", "<10 may have drowned"),
    ("two truck drivers, seven day laborers", "<10 truck drivers, <10 day laborers"),
    ("en la carretera 7 migrantes", "en la carretera <10 migrantes"),
    ("eran siete y tres camionetas", "eran <10 y tres camionetas"),
    ("eran siete, 3 camionetas", "eran <10, 3 camionetas"),
    ("5 to 12 men", "<10 to 12 men"),
    ("siete perros", "<10 perros"),
    ("De 7 a 9 hondureños, from 7 to nine men", "<10 hondureños, <10 men"),
    ("un grupo de 7 a 9", "un grupo de <10"),
    ("7 u 8 haitianos y seven or 8 Cubans", "<10 haitianos y <10 Cubans"),
    ("between 5 and 12 migrants", "between <10 and 12 migrants"),
    ("(7 a 9 hombres), seven (7), y 2 niños", "(<10 hombres), <10, y <10 niños"),
    ("7 women and 2 children", "<10 women and <10 children"),
    ("grupo de 22 7 menores", "grupo de 22, <10 menores"),
    ("22\t7 menores", "22, <10 menores"),
    ("seven 7 men", "<10 <10 men"),
    ("two heroin smugglers, 'eran 7' en mayo 7 migrantes", "<10 heroin smugglers, 'eran <10' en mayo <10 migrantes"),
    ("el 7 sobre la ruta, 7-hombres-12 mujeres", "el <10 sobre la ruta, <10-hombres-12 mujeres"),
    ("(los detenidos son 7)", "(los detenidos son <10)"),
]
TOLD = [
    "diecisiete perros, 70 cajas, treinta y siete cubanos, ciento cinco, twenty-seven men",
    "cinco mil personas, 7 mil, two hundred men, dos docenas de personas, quatre-vingts",
    "el 5 de octubre a las 7:30, 5-8-2021, 2021-1-5, 5/8/21, 7 May, May 7, 2021",
    "$7, US$ 7, 7%, 7.5, tel +1 867 555 1234, A-7, #7, 57AK8R, 4x4, 9mm, 7th, 3era",
    "dos camionetas, two white box trucks, siete (7) armas, 5 a 8 km, seven days, 8-year-old boy",
    "calle 7, ruta 5. Km 5 en la ruta, siete de la noche, 7 p.m.",
    'un hombre y one man, arrested Sept. 12, 02-FEB, 071°05\'W, 93°39\'07" W, 2) Detenidos, "opens Oct 5"',
    "mayo 7, 7-may-2026, el lunes 5, 27° 5' 9\" N, calibre 9 milímetros, informe 7. Pasaporte 5, edad 7, unit 7",
    "7 oz, two ounces, 3 g, 1 kilo, 1 kilogram of heroin, 5 onzas, 9 bultos, 7 sobres, 3 k de cristal",
    "2 fentanyl pills, two firearms, 3 AK-47, 2 loaded pistols, 1 arma, 7 balas, 3 cuernos de chivo, 7 mdp, 5 dlls",
]


@pytest.mark.parametrize(("text", "shown"), WITHHELD)
def test_what_may_count_few_people_is_withheld(text: str, shown: str) -> None:
    assert without(text) == shown
    assert without(shown) == shown
    assert without(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFD", shown)


@pytest.mark.parametrize("text", TOLD)
def test_what_counts_no_people_or_many_is_told(text: str) -> None:
    assert without(text) == text


@given(
    st.sampled_from(sorted(policy().lists["few"])), st.sampled_from(["persons", "de ellos", "", "fueron vistos", "x"])
)
def test_no_number_below_ten_is_left_before_what_is_no_thing(word: str, behind: str) -> None:
    number = " ".join(policy().lists["few"][word][0])
    assert number not in without(f"eran {number} {behind}")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("smallest: 10", "smallest: 12", "figures of one digit"),
        ("PopulationGroup: [description,", "PopulationGroup: [estimate,", "is no text of the ontology"),
        ("  few:\n", "  fews:\n", "unknown key"),
        ("words: [y, e, and, et, ak]", "words: [y, '-']", "holds no word"),
    ],
)
def test_a_policy_that_is_wrong_is_named(old: str, new: str, what: str) -> None:
    from importlib.resources import files

    text = files("ontology").joinpath(_FILE).read_text("utf-8")
    assert old in text
    with pytest.raises(SchemaError, match=what) as raised:
        read_policy(text.replace(old, new))
    assert _FILE in str(raised.value)
