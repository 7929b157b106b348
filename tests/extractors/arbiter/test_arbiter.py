"""Rules and tagger weighed: what stands, what is above all weighing, and what the weights refuse."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from extractors.analysis import Analysis
from extractors.arbiter import weights
from extractors.arbiter.arbiter import arbitrated, is_weighed
from extractors.arbiter.measured import Columns
from extractors.arbiter.proposals import beside, proposals
from extractors.default import recogniser_parts
from extractors.part import CHECKED, CUED, LISTED, TAGGED, Found
from extractors.tagger.recogniser import NAME, find
from extractors.tagger.recogniser import PART as TAGGER
from ontology.errors import WeightsError
from tests.extractors.recognisers.recognised import analysed

TEXT = "On 4 March 2023 agents arrested Teodoro Villaseñor Quiroga in Laredo, Texas, and seized a white Ford F-150."


def _rule(start: int, end: int, type_: str, rank: int, kind: str | None = None) -> Found:
    return Found(start, end, type_, rank, "patterns", kind=kind)


def _stand(analysis: Analysis, *found: Found) -> list[tuple[str, str]]:
    return [(f.type, analysis.text[f.start : f.end]) for f in arbitrated(found, analysis)]


def test_what_the_tagger_sees_clearly_stands_with_a_score_below_one() -> None:
    analysis = analysed(TEXT, "en")
    stand = arbitrated(find(analysis), analysis)
    assert ("Person", "Teodoro Villaseñor Quiroga") in [(f.type, TEXT[f.start : f.end]) for f in stand]
    assert all(0 < f.score < 1 for f in stand)


def test_a_listed_word_without_any_of_the_tagger_s_trust_falls() -> None:
    analysis = analysed(TEXT, "en")
    start = TEXT.index("agents")
    assert _stand(analysis, _rule(start, start + 6, "CriminalNetwork", LISTED)) == []


def test_a_checked_identifier_is_above_all_weighing() -> None:
    analysis = analysed(TEXT, "en")
    start = TEXT.index("Villaseñor")
    checked = _rule(start, start + 10, "IdentityDocument", CHECKED)
    stand = _stand(analysis, *find(analysis), checked)
    assert ("IdentityDocument", "Villaseñor") in stand
    assert not any(type_ == "Person" for type_, _ in stand)


def test_a_kind_that_the_labels_lack_is_left_to_the_rules_on_free_words() -> None:
    analysis = analysed(TEXT, "en")
    start = TEXT.index("agents")
    unknown = _rule(start, start + 6, "Event", LISTED, "kidnapping")
    assert not is_weighed(unknown)
    assert _stand(analysis, unknown) == [("Event", "agents")]
    person = TEXT.index("Teodoro")
    taken = _rule(person, person + 7, "Event", LISTED, "kidnapping")
    assert ("Event", "Teodoro") not in _stand(analysis, *find(analysis), taken)


def test_one_span_with_one_type_is_one_proposal_and_knows_what_lies_beside() -> None:
    tagged = Found(0, 10, "Place", TAGGED, NAME)
    rule, longer, other = _rule(0, 10, "Place", CUED), _rule(0, 14, "Place", LISTED), _rule(4, 8, "Person", LISTED)
    made = proposals([other, longer, rule, tagged])
    assert [(p.start, p.end, p.type) for p in made] == [(0, 10, "Place"), (0, 14, "Place"), (4, 8, "Person")]
    assert made[0].found == (rule, tagged)
    assert made[0].tagged
    assert made[0].rule == rule
    near = beside(made)[0]
    assert (near.tagged_alike, near.tagged_otherwise) == (1, 0)
    assert (near.rank_otherwise, near.rank_alike, near.longer) == (LISTED, LISTED, 4)


def test_of_two_rules_that_see_one_place_the_one_that_knows_where_it_lies_is_told() -> None:
    text = "Agents met the source in Eagle Pass, Texas, and again in Rio Grande City, Texas."
    analysis = analysed(text, "en")
    found = [f for part in (*recogniser_parts(), TAGGER) for f in part.run(analysis)]
    told = {text[f.start : f.end]: {name for name, _ in f.attributes} for f in arbitrated(found, analysis)}
    assert {"gazetteer", "country", "coordinate"} <= told["Eagle Pass"]  # a pattern for landscapes sees it too
    assert {"gazetteer", "country", "coordinate"} <= told["Rio Grande City"]


def test_a_row_has_the_width_that_it_says() -> None:
    analysis = analysed(TEXT, "en")
    columns = Columns(("Person", "Place"), ("patterns",))
    rows = columns.rows(proposals([_rule(0, 2, "Place", CUED)]), analysis)
    assert rows.shape == (1, columns.width)
    assert list(rows[0, :3]) == [0, 1, 1]


@pytest.mark.parametrize(("tagger", "told"), [("0" * 64, "upon another tagger"), (None, "SHA-256")])
def test_weights_for_another_tagger_or_other_trees_are_refused(tagger: str | None, told: str, tmp_path: Path) -> None:
    for name in (weights.MANIFEST, weights.MODEL):
        shutil.copy(weights.FOLDER / name, tmp_path / name)
    manifest = json.loads((tmp_path / weights.MANIFEST).read_text("utf-8"))
    if tagger:
        manifest["tagger"] = tagger
    else:
        (tmp_path / weights.MODEL).write_bytes(b"other")
    (tmp_path / weights.MANIFEST).write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(WeightsError, match=told):
        weights.load.__wrapped__(tmp_path)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "SUBJECT WAS STOPPED AT THE FALFURRIAS CHECKPOINT AND SAID HE DROVE FOR THE GULF CARTEL SINCE MAY.",
            {"FALFURRIAS CHECKPOINT", "GULF CARTEL"},
        ),
        ("The subject was stopped at the Falfurrias Checkpoint and drove for the Gulf Cartel.",
         {"Falfurrias Checkpoint", "Gulf Cartel"}),
    ],
)  # fmt: skip
def test_where_all_is_in_capitals_a_name_does_not_begin_with_the_words_before_it(text: str, names: set[str]) -> None:
    analysis = analysed(text, "en")
    found = [f for part in (*recogniser_parts(), TAGGER) for f in part.run(analysis)]
    stand = _stand(analysis, *found)
    assert {name for type_, name in stand if type_ in ("Site", "CriminalNetwork", "Route")} == names
