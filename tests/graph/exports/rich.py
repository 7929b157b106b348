"""One chart with all that is hard to write: accents, markup, formulas, control characters, newlines, long labels,
parallel and symmetric links, periods with a gap, open ends, masked numbers; and where its claims come from."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from graph.exports.chart import Chart, chart_of
from graph.store import ClaimView
from graph.views import Basis, EntityView, LinkView, ValueView
from ontology.claim import Claim, Value
from ontology.document import Document
from ontology.handling import Handling
from ontology.loader import schema
from ontology.marking import Marking

MARKINGS = {1: Marking.parse("CUI//SP-LEI//REL TO USA, MEX"), 2: Marking.parse("UNCLASSIFIED")}
BANNER = "CUI//SP-LEI//REL TO MEX, USA"
NUNEZ = "José «Chapo» Núñez"
AT = "14.6776,-92.1481;r=11"
LONG = "Comercializadora y Transportes Refrigerados del Golfo, Sociedad Anónima de Capital Variable; filial norte " * 2


def document(name: str, agency: str = "CBP / FOB") -> Document:
    text = f"Informe {name}: pasaporte X-7654321"
    digest = hashlib.sha256(text.encode()).hexdigest()
    handling = Handling(agency, "CUI//SP-LEI//REL TO USA, MEX", "19 USC 1589a", (agency,), agency)
    return Document(digest, text, "es", agency, handling, date(2024, 3, 2), date(2029, 3, 2), name, reliability="B")


DOCUMENTS = [document("a «1».txt"), document("b-2", "FGR")]
CLAIMS = [
    Claim(
        f"m{n}", "name", DOCUMENTS[n % 2].id, ((3 * n, 3 * n + 2), (40, 44)),
        "person:J. Ruiz" if n == 3 else "names", f"1.{n % 2}", value=Value(f"n{n}", f"n{n}"),
    )
    for n in range(6)
]  # fmt: skip
TOLD = [ClaimView(c, d) for c in CLAIMS for d in DOCUMENTS if d.id == c.document]


def basis(*numbers: int, mk: int = 1, origins: int = 1) -> Basis:
    return Basis(tuple(sorted(CLAIMS[n].id for n in numbers)), origins, "B", 2, date(2024, 3, 2), (mk,))


def value(written: str, normal: str | None = None) -> ValueView:
    return ValueView(written, written if normal is None else normal, basis(1))


def entity(id_: str, type_: str, label: str, **values: list[ValueView]) -> EntityView:
    person = "subject" if type_ == "Person" else None
    return EntityView(id_, type_, label, person, (id_,), {k: tuple(v) for k, v in values.items()}, basis(0))  # type: ignore[arg-type]


def link(id_: str, type_: str, subject: str, object_: str, **more: Any) -> LinkView:
    fields: dict[str, Any] = {"qualifier": None, "when": None, "details": (), "periods": (), "basis": basis(2, 3)}
    return LinkView(id_, type_, subject, object_, **(fields | more))


ENTITIES = [
    entity("m4", "Person", NUNEZ, name=[value(NUNEZ), value('J. <Núñez> & "Cía"; S.A.')]),
    entity("m1", "Person", "Line\nbreak\tand \r \x0b end", name=[value("Line\nbreak\tand \r \x0b end")]),
    entity("m2", "CriminalNetwork", '=HYPERLINK("http://x")', name=[value('=HYPERLINK("http://x")')]),
    entity("m3", "IdentityDocument", "X7654321", number=[value("X-7654321", "X7654321")]),
    entity("m5", "Phone", "+525512345678", number=[value("55 1234 5678", "+525512345678")]),
    entity("m6", "Vehicle", LONG, year=[value("1998"), value("1999")], colour=[value("-rojo\\'")]),
    entity("m7", "Person", "@ana", name=[value("@ana")], birthDate=[value("1980", "1980"), value("mayo", "1981-05")]),
    entity(
        "m8", "Place", "El Paso 𝒳 東京", name=[value("El Paso 𝒳 東京"), value("Paso\u2028")],
        coordinate=[value("14.68 N", AT)],
    ),
]  # fmt: skip
LINKS = [
    link("l2", "memberOf", "m4", "m2", qualifier="guide", periods=("2021", "2023-05", "2024-03-21/..")),
    link("l1", "memberOf", "m4", "m2", qualifier="driver", basis=basis(4, 5, origins=2)),
    link("l3", "associateOf", "m1", "m4", periods=("../2022-12-31", "2024-02-29")),
    link("l4", "contacted", "m1", "m5", when="2024-01-02", details=(("channel", "call"), ("count", "3"))),
    link("l5", "associateOf", "m4", "m7"),
]


def rich(**head: Any) -> Chart:
    return chart_of(schema(), ENTITIES, LINKS, MARKINGS, head={"purpose": "line 4 <&>"} | head, told=TOLD)


def reversed_chart() -> Chart:
    """The same, drawn from answers in another order."""
    return chart_of(
        schema(), ENTITIES[::-1], LINKS[::-1], MARKINGS, head={"purpose": "line 4 <&>"}, told=TOLD[::-1]
    )  # fmt: skip
