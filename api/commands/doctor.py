"""`linkwright doctor`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import output
from api.commands.options import Exit, JsonOption, StoreOption, settings, wait_for

if TYPE_CHECKING:
    from api.checks.finding import Finding


HeadOption = Annotated[
    str | None,
    typer.Option("--head", metavar="ID", help="A last judgement that was told before and kept elsewhere: is it there?"),
]


def doctor(store: StoreOption = None, head: HeadOption = None, json: JsonOption = False) -> None:
    """Tell what is wrong and how to mend it. Looks at the installation and the store; exit code 2 when something is."""
    from dataclasses import asdict

    findings = wait_for(_look(store, head), busy="looking at everything")
    if json:
        for finding in findings:
            output.line(asdict(finding))
    else:
        output.table(
            ("what", "state", "found", "how to mend it"), [(f.name, f.state, f.found, f.mend) for f in findings]
        )
    wrong = sum(finding.state == "wrong" for finding in findings)
    output.note(f"{wrong} wrong" if wrong else "nothing is wrong")
    raise typer.Exit(Exit.SETUP if wrong else Exit.DONE)


async def _look(store: str | None, head: str | None) -> list[Finding]:
    from datetime import UTC, datetime

    from api.checks import installation, storage
    from api.checks.finding import Finding
    from graph.open import open_store, store_exists
    from graph.sqlite.ledger import open_ledger
    from ontology.errors import SetupError

    findings = list(installation.look())
    try:
        found = settings(store)
        findings.append(Finding("store address", "ok", found.store))
        if not store_exists(found.store, login=found.login):
            return [
                *findings,
                Finding("store", "note", "there is none yet", "run: linkwright ingest, or linkwright run"),
            ]
        opened = open_store(found.store, login=found.login, create=False)
    except SetupError as error:
        return [*findings, Finding("store", "wrong", str(error), error.mend)]
    try:
        ledger = open_ledger(found.ledger_file) if found.ledger_file.exists() else None
        findings += [finding async for finding in storage.look(opened, ledger, datetime.now(UTC).date(), head)]
        if ledger is not None:
            await ledger.close()
    except SetupError as error:
        findings.append(Finding("store", "wrong", str(error), error.mend))
    finally:
        await opened.close()
    return findings
