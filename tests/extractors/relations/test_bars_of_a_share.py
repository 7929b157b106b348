"""What no share alone may tell: each is a wrong part, tie or thing of somebody in an invented report."""

from __future__ import annotations

import pytest

from extractors.relations.candidate import SCORER, Candidate
from extractors.relations.line import lines
from extractors.relations.linking import candidates
from extractors.relations.scoring.guards import Guards
from extractors.relations.standing import standings
from tests.extractors.relations.marked import read, scene
from tests.extractors.reports import of_type, reading


def _guards(text: str, lang: str) -> Guards:
    seen = scene(text, lang)
    found = lines(seen.analysis, seen.mentions)
    return Guards(seen, found, list(candidates(seen, found)), lambda _: True, 0.5)


@pytest.mark.parametrize(
    ("lang", "text", "link", "ends", "barred"),
    [
        # Words of the sentence tell the same of somebody nearer, or of another leader.
        (
            "en",
            "[[Person|Ada Roca]] owes [[Person|Leo Paz]], a member of [[CriminalNetwork|Los Zorzales]].",
            "memberOf",
            (0, 2),
            True,
        ),
        (
            "en",
            "[[Person|Ada Roca]] and two men, all of [[CriminalNetwork|Los Zorzales]], fled.",
            "memberOf",
            (0, 1),
            False,
        ),
        (
            "es",
            "[[Person|Leo Paz]], señalado como cabecilla de la banda [[CriminalNetwork|Los Zorzales]], y su ayudante "
            "[[Person|Ada Roca]] cayeron.",
            "leads",
            (2, 1),
            True,
        ),
        # The number at which somebody was reached is not who reached him's.
        ("en", "[[Person|Ada Roca]] [[Event:communication|dialed]] him at [[Phone|555-0143]].", "uses", (0, 2), True),
        ("es", "[[Person|Ada Roca]] lo llamó al [[Phone|555-0143]].", "uses", (0, 1), True),
        ("en", "[[Person|Ada Roca]] called him from [[Phone|555-0143]].", "uses", (0, 1), False),
        # Kin of a member, who was cleared, who serves the state.
        (
            "en",
            "[[Person|Leo Paz]], a member of [[CriminalNetwork|Los Zorzales]], whose wife [[Person|Ada Roca]] rents.",
            "memberOf",
            (2, 1),
            True,
        ),
        (
            "en",
            "[[Person|Ada Roca]] rents from [[CriminalNetwork|Los Zorzales]]. [[Person|Ada Roca]] is not a suspect.",
            "memberOf",
            (0, 1),
            True,
        ),
        (
            "es",
            "Son de [[CriminalNetwork|La Línea]]. El comandante [[Person|Leo Paz]], de la [[Agency|FGE]], llegó.",
            "memberOf",
            (1, 0),
            True,
        ),
        # A body that tells of somebody; a boat that carried one who died.
        (
            "es",
            "Según un informe de la [[Agency|Defensoría del Pueblo]], [[Person|Ada Roca]] coordina los embarques.",
            "memberOf",
            (1, 0),
            True,
        ),
        (
            "es",
            "[[Person|Ada Roca]], de la [[Agency|Defensoría del Pueblo]], coordina los embarques.",
            "memberOf",
            (0, 1),
            False,
        ),
        (
            "en",
            "A [[Vessel|grey inflatable]] sank; one man, [[Person|Leo Paz]], 22, [[Event:death|did not survive]].",
            "uses",
            (1, 0),
            True,
        ),
        # A number under another's name, or of one who is only described.
        (
            "es",
            'Uno es de «[[Person|Pato]]». Figura el [[Phone|844 317 2290]], como "[[Person|Conta]]".',
            "uses",
            (0, 1),
            True,
        ),
        ("es", 'Figura el [[Phone|844 317 2290]], como "[[Person|Conta]]".', "uses", (1, 0), False),
        (
            "es",
            "El [[Person|jarocho]] anda asustado. si quiere el num del señor grande es este [[Phone|8443172290]]",
            "uses",
            (0, 1),
            True,
        ),
        ("es", "El num del [[Person|jarocho]] es este [[Phone|8443172290]]", "uses", (0, 1), False),
        # Numbers of a list have not paid or called each other; those between which something is told may have.
        (
            "es",
            "Las cuentas [[FinancialAccount|405-0033812]] y [[FinancialAccount|405-0033902]] recibieron dinero.",
            "paid",
            (0, 1),
            True,
        ),
        ("en", "There were calls between [[Phone|555-0143]] and [[Phone|555-0144]].", "contacted", (0, 1), False),
        ("en", "[[Phone|555-0143]] called [[Phone|555-0144]].", "contacted", (0, 1), False),
        # Who survived is no victim of a death.
        (
            "en",
            "Crews [[Event:death|recovered]] 14 bodies; [[PopulationGroup|31 survivors]] were landed.",
            "participatedIn",
            (1, 0),
            True,
        ),
        # Each of two has an act of his own.
        (
            "en",
            "A jury [[Event:prosecution|convicted]] [[Person|Leo Paz]] and [[Event:prosecution|acquitted]] "
            "[[Person|Ray Castell]].",
            "participatedIn",
            (1, 2),
            True,
        ),
        (
            "en",
            "[[Vessel|CGC Alba]] [[Event:encounter|intercepted]] the yola. Its captain was [[Person|Leo Paz]].",
            "uses",
            (2, 0),
            True,
        ),
        # A car has its driver; an officer does not use what he stops, nor a bystander what other sentences tell of.
        (
            "es",
            "[[Person|Leo Paz]] conducía la [[Vehicle|Urvan blanca]]. [[Person|Ray Luna]] se fue.",
            "uses",
            (2, 1),
            True,
        ),
        ("en", "The [[Vehicle|red Tahoe]] was stopped by Dep. [[Person|Ada Roca]].", "uses", (1, 0), True),
        (
            "es",
            "[[Person|Ada Roca]], migrante, habló. Se aseguró el celular [[Phone|961 555 0148]].",
            "uses",
            (0, 1),
            True,
        ),
        ("es", "[[Person|Ada Roca]], cocinera, habló. Su celular es el [[Phone|961 555 0148]].", "uses", (0, 1), False),
    ],
)
def test_what_words_tell_of_another(lang: str, text: str, link: str, ends: tuple[int, int], barred: bool) -> None:
    assert _guards(text, lang).bars(Candidate(ends[0], link, ends[1], SCORER, 0.9, (0, 1))) is barred


@pytest.mark.parametrize(
    ("lang", "text", "carried"),
    [
        ("en", "Agents found [[PopulationGroup|4 minors]] there.", True),
        ("es", "Estaban [[PopulationGroup|nueve menores]] en la casa.", True),
        ("en", "Agents [[Event:rescue|rescued]] [[PopulationGroup|23 migrants]] there.", True),
        ("en", "Agents [[Event:arrest|arrested]] [[PopulationGroup|four men]] there.", False),
    ],
)
def test_children_and_the_rescued_are_no_suspects_by_a_share(lang: str, text: str, carried: bool) -> None:
    group = next(m.index for m in scene(text, lang).mentions if m.type == "PopulationGroup")
    assert _guards(text, lang).others.carried(group) is carried


@pytest.mark.parametrize(
    ("lang", "text", "standing"),
    [
        ("es", "La denuncia fue presentada por la señora [[Person|Ada Roca]].", "harmed"),
        ("en", "One man, [[Person|Leo Paz]], 22, [[Event:death|did not survive]].", "harmed"),
        ("es", "Hallaron el cuerpo de [[Person|Leo Paz]].", "harmed"),
        ("en", "[[Person|Leo Paz]] died and [[Person|Ada Roca]] was held.", "harmed"),
        ("en", "NOT MEMBERS: [[Person|Leo Paz]]", "cleared"),
        ("en", "They found the body of [[Person|Leo Paz]].", "harmed"),
        ("en", "[[Person|Ada Roca]] had escaped from her captors.", "harmed"),
        ("es", "[[Person|Ada Roca]] dijo haber escapado del cuarto donde la tenían.", "harmed"),
        ("es", "[[Person|Leo Paz]], de 22 años, fue hallado sin vida.", ""),
        ("es", "[[Person|Leo Paz]] fue hallado sin vida.", "harmed"),
        ("en", "[[Person|Leo Paz]] was wrongly held for a day.", "cleared"),
        ("en", "[[Person|Leo Paz]] was mistaken for the boss.", "cleared"),
        ("es", "Confundieron a [[Person|Leo Paz]].", "cleared"),
        ("es", "[[Person|Leo Paz]] fue detenido por error.", "cleared"),
        ("es", "Lo supo por boca de [[Person|Leo Paz]].", ""),
        ("es", "Lo escuchó de boca de [[Person|Leo Paz]].", "aside"),
        ("en", "[[Person|Leo Paz]] shares a surname with the boss.", "cleared"),
        ("en", "[[Person|Leo Paz]], a dentist, was stopped twice in error.", "cleared"),
        ("es", "Una superviviente, que dice llamarse [[Person|Ada Roca]], señaló a tres.", "harmed"),
        ("es", "Pidió llamar a su abogada, Lic. [[Person|Ada Roca]].", "aside"),
        ("en", "[[Person|Leo Paz]] was stopped twice in error.", "cleared"),
        ("es", "El C. [[Person|Leo Paz]] no fue detenido; firmó entrevista como testigo.", "cleared"),
        ("es", "[[Person|Leo Paz]] no fue detenido porque huyó.", ""),
        ("es", "[[Person|Leo Paz]] fue detenido en 2019 y luego liberado bajo fianza.", ""),
        ("es", "La confundieron con [[Person|Leo Paz]].", ""),
        ("es", "En la lancha de [[Person|Leo Paz]] murió un niño.", ""),
        ("es", "[[Person|Leo Paz]] huyó de la casa al ver a los agentes.", ""),
        ("es", "Ella oyó hablar de [[Person|Leo Paz]], el coyote.", ""),
        ("en", "In the trailer driven by [[Person|Leo Paz]], 53 died.", ""),
        ("en", "[[Person|Leo Paz]] said he had entered the port by mistake.", ""),
        ("en", "They heard threats from [[Person|Leo Paz]].", ""),
        ("en", "EMPLOYER: [[Person|Leo Paz]]", ""),
        ("es", "CÓNYUGE: [[Person|Ada Roca]]", "aside"),
        ("es", "[[Person|Ada Roca]] — sin participación acreditada", "cleared"),
        ("es", "[[Person|Ada Roca]], retenida unas horas y luego liberada.", "cleared"),
        ("en", "He heard it from [[Person|Leo Paz]].", "aside"),
        ("en", "ATTORNEY: [[Person|Ada Roca]]", "aside"),
        ("es", "Su viuda, [[Person|Ada Roca]], dijo que había recibido amenazas.", "harmed"),
        ("es", "La C. [[Person|Ada Roca]] refirió que a ella y a su hija las encerraron.", "harmed"),
        ("en", "[[Person|Ada Roca]] said she had received threats.", "harmed"),
        ("en", "The owner, [[Person|Leo Paz]], pays and is considered an extortion victim.", "harmed"),
        ("es", "No sabe si [[Person|Leo Paz]] tiene que ver con ellos.", "cleared"),
        ("es", "Se descartó la participación del alcalde, [[Person|Leo Paz]].", "cleared"),
        ("es", "[[Person|Ada Roca]], hermana de uno de ellos, no participó en los hechos.", "cleared"),
        ("es", "el [[Person|Beto]] no anda en eso", "cleared"),
        ("en", "[[Person|Leo Paz]] is a student and has no known role.", "cleared"),
        ("en", "[[Person|Ada Roca]] was not involved.", "cleared"),
        ("en", "They did not know if [[Person|Leo Paz]] was part of it.", "cleared"),
        ("es", "[[Person|Ada Roca]], migrante, habló.", "aside"),
        ("es", "Entrevista con la víctima. La señora [[Person|Ada Roca]] habló.", "aside"),
        ("en", "STATEMENT OF THE WITNESS:\n[[Person|Ada Roca]] spoke.", "aside"),
        # What is told of somebody else, or the other way round.
        ("es", "Golpearon a la víctima. [[Person|Leo Paz]] huyó.", ""),
        ("en", "The interview was about the victim's car. [[Person|Leo Paz]] left.", ""),
        ("en", "[[Person|Leo Paz]] sent the threats that she received.", ""),
        ("es", "La denuncia presentada contra [[Person|Leo Paz]] sigue.", ""),
        ("en", "[[Person|Leo Paz]], who was not involved at first, led it.", ""),
    ],
)
def test_who_was_harmed_cleared_or_stands_aside(lang: str, text: str, standing: str) -> None:
    seen = scene(text, lang)
    told = standings(seen, lines(seen.analysis, seen.mentions))
    assert [name for name, persons in told.items() if persons] == ([standing] if standing else [])


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "They demanded that [[Person|Ada Roca]] [[Event:payment|pay]] the man."),
        ("es", "Exigieron que [[Person|Ada Roca]] [[Event:payment|pagara]] el dinero."),
    ],
)
def test_what_is_demanded_has_not_happened(lang: str, text: str) -> None:
    assert not read(text, lang).links()


def test_what_is_not_ruled_out_is_not_denied() -> None:
    for lang, text in (
        ("es", "No se descarta que [[Person|Leo Paz]] sea integrante de [[CriminalNetwork|Los Zorzales]]."),
        ("en", "Agents have not ruled out that [[Person|Leo Paz]] is a member of [[CriminalNetwork|Los Zorzales]]."),
    ):
        assert "Leo Paz memberOf Los Zorzales" in read(text, lang).links()


@pytest.mark.parametrize(
    ("lang", "text", "victim"),
    [
        (
            "es",
            "El periodista Rigoberto Lanza fue agredido por desconocidos cuando cubría el hecho.",
            "Rigoberto Lanza",
        ),
        ("es", "Marta Solís fue secuestrada por tres hombres en Danlí el 3 de mayo de 2024.", "Marta Solís"),
        ("en", "Marta Solis was kidnapped by three men in Roma, Texas on May 3, 2024.", "Marta Solis"),
    ],
)
def test_who_was_harmed_is_no_suspect_of_the_harm(lang: str, text: str, victim: str) -> None:
    assert not [link for link in reading(text, lang).links() if link.startswith(f"{victim} participatedIn:suspect")]


def test_a_gang_whose_name_looks_like_a_hull_number_is_a_gang() -> None:
    told = reading("El testigo relató que Guardado recibía órdenes de un pandillero de la MS-13 apodado Sombra.", "es")
    assert of_type(told, "CriminalNetwork") == {"MS-13"}
    assert not of_type(told, "Vessel")


@pytest.mark.parametrize(
    ("lang", "text", "sworn"),
    [
        ("es", "El policía [[Person|Leo Paz]] huyó.", True),
        ("es", "El ex policía [[Person|Leo Paz]] huyó.", False),
        ("en", "Agent [[Person|Leo Paz]] left.", True),
        ("en", "The travel agent [[Person|Leo Paz]] left.", False),
    ],
)
def test_who_no_longer_serves_or_never_did_is_no_officer(lang: str, text: str, sworn: bool) -> None:
    assert _guards(text, lang).is_sworn(0) is sworn


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("Cpl [[Person|Ada Roca]] says [[Person|Leo Paz]] was [[Event:arrest|in custody]].", True),
        ("Cpl [[Person|Ada Roca]] admitted that [[Person|Leo Paz]] was [[Event:arrest|in custody]].", False),
        ("[[Person|Ada Roca]] says [[Person|Leo Paz]] was [[Event:arrest|in custody]].", False),
    ],
)
def test_an_officer_who_says_who_was_held_was_not(text: str, barred: bool) -> None:
    assert _guards(text, "en").bars(Candidate(0, "participatedIn", 2, "rule", 0.9, (0, 1), 0, "suspect")) is barred
