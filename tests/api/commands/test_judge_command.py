"""`linkwright judge`, `retract`, `withdraw`: what people decide, and what it comes to."""

from __future__ import annotations

import pytest

from tests.api.commands.shell import HANDLING, REPORTS, Shell, sqlite_rows


def test_a_judgement_is_undone_without_a_trace_in_the_export(shell: Shell) -> None:
    before = shell.export("before.graphml")
    left, right = shell.id_of("+52 867 555 0133"), shell.id_of("+52 867 555 0199")
    (made,) = shell.run("judge", "same", left, right, "--reason", "one handset", "--json").lines
    assert (made["verdict"], made["left"], made["right"]) == ("same", left, right)
    assert shell.export("during.graphml") != before
    assert shell.run("retract", made["judgement"], "--reason", "two handsets", "--json").code == 0
    assert shell.export("after.graphml") == before
    assert [line["verdict"] for line in shell.run("judge", "list", "--json").lines] == ["same", "retract"]


def test_judge_prints_the_id_alone_so_that_a_script_can_keep_it(shell: Shell) -> None:
    left, right = shell.id_of("+52 867 555 0133"), shell.id_of("+52 867 555 0199")
    made = shell.spawn("judge", "different", left, right, "--reason", "two handsets")
    assert made.out.startswith("j")
    assert shell.run("retract", made.out.strip(), "--reason", "unsure").code == 0


def test_a_verdict_that_earlier_ones_exclude_is_told_to_have_no_effect_and_doctor_lists_it(shell: Shell) -> None:
    numbers = [f"+52 867 555 017{end}" for end in range(3)]
    for number in numbers:
        (shell.folder / f"{number}.txt").write_text(f"The phone {number} was seen in Laredo, Texas.", "utf-8")
    assert shell.run("ingest", *(f"{number}.txt" for number in numbers), *HANDLING).code == 0
    one, two, three = map(shell.id_of, numbers)
    merges = [
        shell.run("judge", "same", *pair, "--reason", "x", "--json").lines[0] for pair in ((one, two), (two, three))
    ]
    assert [(made["applied"], made["because_of"]) for made in merges] == [(True, []), (True, [])]
    ran = shell.run("judge", "different", one, three, "--reason", "x", "--json")
    (made,) = ran.lines
    assert (ran.code, made["applied"]) == (0, False)
    assert set(made["because_of"]) == {merge["judgement"] for merge in merges}
    assert "no effect" in ran.err
    listed = {line["name"]: line for line in shell.run("doctor", "--json").lines}["judgements without effect"]
    assert (listed["state"], made["judgement"] in listed["found"]) == ("note", True)
    assert shell.run("retract", merges[0]["judgement"], "--reason", "x", "--json").lines[0]["applied"] is True
    after = {line["name"]: line for line in shell.run("doctor", "--json").lines}["judgements without effect"]
    assert (after["state"], after["found"]) == ("ok", "0")


def test_a_retract_is_told_to_have_no_effect_while_another_says_the_same(shell: Shell) -> None:
    first, second = (
        shell.run("judge", "withdraw", "c.md", "--reason", "x", "--json").lines[0]["judgement"] for _ in range(2)
    )
    ran = shell.run("retract", first, "--reason", "y")
    assert ran.code == 0
    assert second in ran.err
    assert shell.run("retract", second, "--reason", "y", "--json").lines[0]["applied"] is True


def test_what_is_judged_is_a_mention_that_is_seen_even_where_a_hidden_one_names_the_entity(empty: Shell) -> None:
    """The report that came first is past its review date; its mention still is the entity's id."""
    (empty.folder / "old.txt").write_text(REPORTS["a.txt"], "utf-8")
    assert empty.run("ingest", "old.txt", *HANDLING, "--received", "2015-01-01").code == 0
    assert empty.run("ingest", "reports/a.txt", *HANDLING).code == 0
    query = "SELECT m.id FROM mention m JOIN document d ON d.id = m.document WHERE d.given_id = 'old.txt'"
    hidden = {id_ for (id_,) in sqlite_rows(empty.store, query)}

    phone = empty.id_of("+52 867 555 0133")
    assert phone in hidden
    (made,) = empty.run("judge", "retype", phone, "Email", "--reason", "x", "--json").lines
    assert made["left"] not in hidden


def test_a_document_is_withdrawn_by_the_id_it_was_given(shell: Shell) -> None:
    assert shell.run("judge", "withdraw", "c.md", "--reason", "loaded by mistake").code == 0
    (told,) = shell.run("export", "--out", "a.graphml", "--json").lines
    assert told["banner"] == "CUI//SP-LEI"


def test_of_documents_of_one_name_it_is_told_what_parts_them(shell: Shell) -> None:
    (shell.folder / "a.txt").write_text("---\ndate: 2024-05-03\n---\n" + REPORTS["a.txt"], "utf-8")
    given = ("--agency", "FGR", "--marking", "TLP:RED", "--legal-basis", "x", "--received", "2024-05-04")
    assert shell.run("ingest", "a.txt", *given).code == 0
    ran = shell.run("judge", "withdraw", "a.txt", "--reason", "twice")
    assert ran.code == 2
    lines = [line.strip() for line in ran.err.splitlines()[1:]]
    (other,) = [line for line in lines if line.endswith(", of 2024-05-03, by FGR, TLP:RED")]
    assert len([line for line in lines if line.endswith(", by CBP, CUI//SP-LEI")]) == 1
    assert "received 2024-05-04" in other
    assert shell.run("judge", "withdraw", other.split()[0], "--reason", "twice").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["judge", "same", "mnobody", "mnothing", "--reason", "x"],
        ["judge", "withdraw", "z.txt", "--reason", "x"],
        ["judge", "reject", "cnothing", "--reason", "x"],
        ["judge", "retype", "mnobody", "Person", "--reason", "x"],
        ["judge", "retype", "mnobody", "Human", "--reason", "x"],
        ["retract", "jnothing", "--reason", "x"],
        ["retract", "jnothing"],
    ],
)
def test_a_judgement_about_nothing_is_refused(shell: Shell, arguments: list[str]) -> None:
    ran = shell.run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert shell.run("judge", "list", "--json").out == ""
