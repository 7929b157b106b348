"""`linkwright doctor`: it finds what is wrong, and nothing in a sound store."""

from __future__ import annotations

import sqlite3

from tests.api.commands.shell import HANDLING, Shell


def test_doctor_finds_nothing_wrong_in_a_sound_store(shell: Shell, empty: Shell) -> None:
    ran = shell.run("doctor", "--json")
    assert ran.code == 0, ran.out
    found = {line["name"]: line for line in ran.lines}
    assert {line["state"] for line in ran.lines} == {"ok"}
    assert {f"import {room}" for room in ("ontology", "extractors", "graph", "api")} <= set(found)
    assert found["store address"]["found"] == f"sqlite:{shell.store}"
    none = empty.run("doctor", "--json")
    assert none.code == 0
    assert none.lines[-1]["state"] == "note"
    assert not empty.store.exists()


def test_doctor_finds_a_broken_chain_and_judgements_about_what_is_gone(shell: Shell) -> None:
    left, right = shell.id_of("+52 867 555 0133"), shell.id_of("+52 867 555 0199")
    shell.run("judge", "different", left, right, "--reason", "x")
    shell.run("judge", "retype", left, "Email", "--reason", "x")
    connection = sqlite3.connect(shell.store)
    with connection:
        connection.execute("UPDATE judgement SET previous = 'j0' WHERE verdict = 'retype'")
        connection.execute("DELETE FROM live")
    connection.close()
    ran = shell.run("doctor", "--json")
    found = {line["name"]: line for line in ran.lines}
    assert ran.code == 2
    assert found["chain of judgements"]["state"] == "wrong"
    assert found["chain of judgements"]["mend"]
    assert found["judgements whose mention is gone"]["found"].startswith("2")


def test_doctor_tells_of_pairs_that_an_earlier_match_model_scored_until_the_graph_is_made_anew(shell: Shell) -> None:
    for day in (3, 4):
        (shell.folder / f"{day}.txt").write_text(f"Juan Pérez García was seen in Laredo on {day} May 2024.", "utf-8")
    assert shell.run("ingest", "3.txt", "4.txt", *HANDLING, "--workers", 1).code == 0
    connection = sqlite3.connect(shell.store)
    with connection:
        changed = connection.execute("UPDATE pair SET model = '1'").rowcount
    connection.close()
    assert changed
    name = "pairs that another match model scored"
    before = {line["name"]: line for line in shell.run("doctor", "--json").lines}[name]
    assert (before["state"], before["found"]) == ("note", str(changed))
    assert "rebuild" in before["mend"]
    assert shell.run("rebuild").code == 0
    assert {line["name"]: line for line in shell.run("doctor", "--json").lines}[name]["state"] == "ok"


def test_doctor_finds_a_file_that_is_no_store(empty: Shell) -> None:
    empty.store.write_text("these are my notes" * 100)
    ran = empty.run("doctor", "--json")
    assert ran.code == 2
    assert ran.lines[-1]["state"] == "wrong"


def test_doctor_finds_another_package_that_owns_one_of_our_names(shell: Shell) -> None:
    other = shell.folder / "site"
    (other / "graphlib_other-1.0.dist-info").mkdir(parents=True)
    (other / "graphlib_other-1.0.dist-info" / "METADATA").write_text("Name: graphlib-other\nVersion: 1.0\n")
    (other / "graphlib_other-1.0.dist-info" / "top_level.txt").write_text("graph\n")
    ran = shell.spawn("doctor", "--json", PYTHONPATH=str(other))
    found = {line["name"]: line for line in ran.lines}
    assert ran.code == 2
    assert found["import graph"]["state"] == "wrong"
    assert "graphlib-other" in found["import graph"]["found"]
    assert found["import api"]["state"] == "ok"
