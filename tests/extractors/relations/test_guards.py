"""What the learned scorer may not tell of a person, whatever its share; and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from extractors.part import Marked
from extractors.relations.candidate import SCORER, Candidate
from extractors.relations.line import lines
from extractors.relations.scoring.guards import Guards
from extractors.relations.standing import standings
from tests.extractors.relations.marked import cases, read, scene

CASES = cases("guards", "guards")


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=case["missed"])] if "missed" in case else []


@pytest.mark.parametrize("case", [pytest.param(c, marks=_marks(c), id=c["text"]) for c in CASES])
def test_what_may_not_be_told_of_a_person(case: dict[str, Any]) -> None:
    reading = read(case["text"], case["lang"])
    links = reading.links()
    assert not set(case.get("never", ())) & links
    assert set(case.get("told", ())) <= links
    assert not [group for group in reading.joined if set(case.get("apart", ["-"])) <= group]


@pytest.mark.parametrize(
    ("lang", "text", "harmed", "cleared"),
    [
        ("en", "The victim, [[Person|Sara Muro]], spoke.", "Sara Muro", ""),
        ("en", "The victim was identified as [[Person|Sara Muro]].", "Sara Muro", ""),
        ("en", "The victim, identified as [[Person|Sara Muro]], spoke.", "Sara Muro", ""),
        ("en", "The victim identified [[Person|Leo Paz]] as the guide.", "", ""),
        ("en", "Two victims of [[Person|Leo Paz]] spoke.", "", ""),
        ("en", "[[Person|Leo Paz]], who kidnapped [[Person|Sara Muro]], fled.", "Sara Muro", ""),
        ("en", "[[Person|Leo Paz]], who threatened the driver, fled.", "", ""),
        ("en", "[[Person|Sara Muro]], kidnapped in May, came home.", "Sara Muro", ""),
        ("en", "[[Person|Sara Muro]], who was later rescued, came home.", "Sara Muro", ""),
        ("es", "La víctima, identificada como [[Person|Sara Muro]], habló.", "Sara Muro", ""),
        ("es", "Las víctimas, entre ellas la señora [[Person|Sara Muro]], hablaron.", "Sara Muro", ""),
        ("es", "La víctima señaló a [[Person|Leo Paz]].", "", ""),
        ("es", "Dos víctimas de [[Person|Leo Paz]] hablaron.", "", ""),
        ("en", "After the murder of a rancher, [[Person|Leo Paz]] fled.", "", ""),
        ("en", "The murder of the rancher, [[Person|Sara Muro]], is open.", "Sara Muro", ""),
        ("en", "The murder of rancher [[Person|Sara Muro]] is open.", "Sara Muro", ""),
        ("es", "Tras el homicidio de un ganadero, [[Person|Leo Paz]] huyó.", "", ""),
        ("es", "El homicidio de la ganadera, [[Person|Sara Muro]], sigue abierto.", "Sara Muro", ""),
        ("en", "[[Person|Sara Muro]], who has received threats, left town.", "Sara Muro", ""),
        ("en", "One of them hit my husband, [[Person|Leo Paz]], with a bat.", "Leo Paz", ""),
        ("en", "One of them hit him and [[Person|Leo Paz]] fled.", "", ""),
        ("es", "[[Person|Sara Muro]] denunció que fue privada de la libertad.", "Sara Muro", ""),
        ("es", "La denuncia la interpuso la señora [[Person|Sara Muro]].", "Sara Muro", ""),
        ("es", "La denuncia interpuesta contra [[Person|Leo Paz]] sigue.", "", ""),
        ("es", "El Ruso golpeó a su hermano, [[Person|Leo Paz]], y huyó.", "Leo Paz", ""),
        ("es", "La Sala absuelve a [[Person|Leo Paz]].", "", "Leo Paz"),
        ("es", "[[Person|Leo Paz]], ajeno a los hechos, declaró.", "", "Leo Paz"),
        ("en", "[[Person|Leo Paz]] pleaded not guilty.", "", ""),
        ("en", "[[Person|Leo Paz]] was found not guilty.", "", "Leo Paz"),
        ("en", "A jury found [[Person|Leo Paz]] not guilty.", "", "Leo Paz"),
        ("en", "[[Person|Leo Paz]], IS A WITNESS AND NOT A TARGET.", "", "Leo Paz"),
        ("en", "[[Person|Leo Paz]] is not a suspect.", "", "Leo Paz"),
        ("en", "[[Person|Leo Paz]] is a suspect.", "", ""),
        ("en", "[[Person|Leo Paz]] had nothing to do with the boat.", "", "Leo Paz"),
        ("es", "el señor [[Person|Leo Paz]] no tiene nada q ver, no lo metan", "", "Leo Paz"),
        ("es", "[[Person|Leo Paz]] nada tiene que ver con la lancha.", "", "Leo Paz"),
        ("es", "[[Person|Leo Paz]] es solo testigo.", "", "Leo Paz"),
        ("es", "[[Person|Leo Paz]] es investigado.", "", ""),
        ("es", "[[Person|Leo Paz]] no es investigado.", "", "Leo Paz"),
        ("es", "[[Person|Leo Paz]] no fue investigado en su momento.", "", ""),
        ("es", "[[Person|Leo Paz]] no fue imputado ese año.", "", ""),
        ("es", "[[Person|Leo Paz]] no era sospechoso todavía.", "", ""),
        ("en", "[[Person|Leo Paz]] was never considered a suspect.", "", "Leo Paz"),
        ("en", "[[Person|Leo Paz]] was not a suspect at the time.", "", ""),
        ("en", "[[Person|Leo Paz]] was not investigated.", "", ""),
    ],
)
def test_who_was_harmed_and_who_was_cleared(lang: str, text: str, harmed: str, cleared: str) -> None:
    """Not whom a victim points at, who does harm, or who says of himself that he is not guilty."""
    seen = scene(text, lang)
    told = standings(seen, lines(seen.analysis, seen.mentions))
    of = {name: " ".join(seen.mentions[i].text for i in persons) for name, persons in told.items()}
    assert (of["harmed"], of["cleared"], of["aside"]) == (harmed, cleared, "")


@pytest.mark.parametrize(
    ("lang", "text", "aside"),
    [
        ("en", "The journalist [[Person|Ada Roca]] wrote about it.", "Ada Roca"),
        ("en", "Witness [[Person|Ada Roca]] (clerk) spoke.", "Ada Roca"),
        ("en", "The owner of the house, Mr. [[Person|Leo Paz]], let them in.", "Leo Paz"),
        ("en", "The owner of the gang's cars, [[Person|Leo Paz]], fled.", ""),
        ("es", "La denuncia es de la periodista [[Person|Ada Roca]].", "Ada Roca"),
        ("es", "LA PERIODISTA DE CANAL 36 [[Person|ADA ROCA]] CUBRIÓ EL HECHO.", "ADA ROCA"),
        ("en", "A reporter for [[Organization|Radio Alba]], [[Person|Ada Roca]], wrote it.", "Ada Roca"),
        ("es", "[[Person|Ada Roca]], vecina del lugar, habló.", "Ada Roca"),
        ("es", "La propietaria del inmueble, [[Person|Ada Roca]], habló.", "Ada Roca"),
        ("es", "El jefe de la banda, [[Person|Leo Paz]], huyó.", ""),
    ],
)
def test_who_stands_aside(lang: str, text: str, aside: str) -> None:
    """Whoever is told of for what he saw, or as the owner of a house."""
    seen = scene(text, lang)
    told = standings(seen, lines(seen.analysis, seen.mentions))
    assert " ".join(seen.mentions[i].text for i in told["aside"]) == aside


@pytest.mark.parametrize(
    ("lang", "text", "transported"),
    [
        (
            "en",
            "[[PopulationGroup|Four men]] [[Event:encounter|stopped]] the train near [[Place|Celaya]] and robbed it.",
            False,
        ),
        ("en", "[[PopulationGroup|Six men]] [[Event:encounter|intercepted]] the truck on the road.", False),
        ("en", "[[PopulationGroup|Three men]] [[Event:crossing|boarded]] the bus and robbed the passengers.", False),
        ("en", "Agents [[Event:encounter|stopped]] [[PopulationGroup|four men]] near [[Place|Celaya]].", True),
        ("en", "[[PopulationGroup|Four men]] were [[Event:encounter|stopped]] near [[Place|Celaya]].", True),
        ("en", "[[PopulationGroup|Three men]] [[Event:crossing|crossed]] and were robbed on the way.", True),
        ("es", "[[PopulationGroup|Seis hombres]] [[Event:encounter|interceptaron]] el camión en la vía.", False),
        ("es", "[[PopulationGroup|Tres sujetos]] [[Event:crossing|abordaron]] el autobús y robaron a todos.", False),
        ("es", "Agentes [[Event:encounter|interceptaron]] a [[PopulationGroup|seis hombres]] en la vía.", True),
        ("es", "[[PopulationGroup|Seis hombres]] [[Event:crossing|cruzaron]] el río y fueron asaltados.", True),
    ],
)
def test_who_stops_or_robs_others_is_not_transported(lang: str, text: str, transported: bool) -> None:
    assert any(" participatedIn:transported " in link for link in read(text, lang).links()) is transported


def test_no_one_belongs_to_the_group_of_another_item_of_a_list() -> None:
    first = "• Brownsville: agents stopped [[Person|Leo Paz]] in a stolen Jeep near the river with six others."
    second = "• Falfurrias: a drone was seen over the checkpoint, perhaps of [[CriminalNetwork|La Hacienda]] or others."
    for text, barred in ((f"{first}\n{second}", True), (f"{first} {second[2:]}", False)):
        seen = scene(text, "en")
        guards = Guards(seen, lines(seen.analysis, seen.mentions), [], lambda _: True, 0.5)
        assert guards.bars(Candidate(0, "memberOf", 1, SCORER, 0.9, (0, 1))) is barred


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("A jury acquitted [[Person|Ray Castell]]. Agents [[Event:arrest|arrested]] [[Person|Leo Paz]].", [0]),
        ("A jury acquitted [[Person|Ray Castell]] of the [[Event:arrest|arrest]]. [[Person|Leo Paz]] fled.", []),
        ("The victim, [[Person|Sara Muro]], spoke. Men [[Event:payment|paid]] [[Person|Leo Paz]].", [0]),
        ("The victim, [[Person|Sara Muro]], spoke. Agents [[Event:arrest|arrested]] [[Person|Leo Paz]].", []),
        ("Witness [[Person|Sara Muro]] spoke. Agents [[Event:arrest|arrested]] [[Person|Leo Paz]].", [0]),
    ],
)
def test_who_is_no_suspect_whatever_a_rule_proposes(text: str, barred: list[int]) -> None:
    """Who was cleared, of what another sentence tells; who was harmed, but of his own arrest or trial."""
    seen = scene(text, "en")
    guards = Guards(seen, lines(seen.analysis, seen.mentions), [], lambda _: True, 0.5)
    suspects = [Candidate(n, "participatedIn", 1, "roles", 0.9, (0, 1), role="suspect") for n in (0, 2)]
    assert [c.subject for c in suspects if guards.bars(c)] == barred


@pytest.mark.parametrize(("who", "barred"), [("The witness", True), ("The victim,", True), ("The guide,", False)])
def test_a_bystander_is_nobody_s_associate_by_a_share_alone(who: str, barred: bool) -> None:
    seen = scene(f"{who} [[Person|Sara Muro]], saw [[Person|Leo Paz]].", "en")
    guards = Guards(seen, lines(seen.analysis, seen.mentions), [], lambda _: True, 0.5)
    assert guards.bars(Candidate(0, "associateOf", 1, SCORER, 0.9, (0, 1))) is barred


@pytest.mark.parametrize(
    ("lang", "text", "barred"),
    [
        ("es", "Guía de turno: Insp. [[Person|Leo Paz]] anotó el tatuaje de [[CriminalNetwork|Los Zorzales]].", True),
        ("en", "Sgt. [[Person|Leo Paz]] noted a tattoo of [[CriminalNetwork|Los Zorzales]].", True),
        ("en", "Agents stopped [[Person|Leo Paz]] with a tattoo of [[CriminalNetwork|Los Zorzales]].", False),
        ("es", "Mandaba el comandante [[Person|Leo Paz]] de [[CriminalNetwork|Los Zorzales]].", False),
        ("es", "El inspector [[Person|Leo Paz]] anotó el informe de la [[Agency|Policía]].", False),
    ],
)
def test_an_officer_by_rank_is_no_member_of_a_criminal_network_by_a_share_alone(
    lang: str, text: str, barred: bool
) -> None:
    seen = scene(text, lang)
    guards = Guards(seen, lines(seen.analysis, seen.mentions), [], lambda _: True, 0.5)
    assert guards.bars(Candidate(0, "memberOf", 1, SCORER, 0.9, (0, 1))) is barred


class _Once(tuple[Marked, ...]):
    """Mentions that may be gone through while `open` alone."""

    open = True

    def __iter__(self) -> Iterator[Marked]:
        assert self.open
        return super().__iter__()


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("[[Person|Leo Paz]] met [[Person|Ada Roca]] with [[Money|$400]].", False),
        ("[[Money|$400]] is much. [[Person|Leo Paz]] met [[Person|Ada Roca]]. [[Money|$500]] is more.", True),
    ],
)
def test_a_payment_wants_a_sum_and_does_not_seek_it_among_all_mentions(text: str, barred: bool) -> None:
    seen = scene(text, "en")
    mentions = _Once(seen.mentions)
    payer, payee = (m for m in mentions if m.type == "Person")
    guards = Guards(replace(seen, mentions=mentions), lines(seen.analysis, seen.mentions), [], lambda _: True, 0.5)
    mentions.open = False
    span = (payer.start, payee.end)
    assert guards.bars(Candidate(payer.index, "paid", payee.index, SCORER, 0.9, span)) is barred
