"""The command `linkwright`. One file a command below `api/commands`, which import what they need when they run: most
commands need neither spaCy nor GraphQL, and `--help` none of ours.

Exit codes: 0 done, 1 some input was rejected, 2 wrong use or set-up. With `--json` stdout holds JSON and nothing else;
notes, progress and errors go to stderr.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from io import TextIOWrapper

import typer

from api.commands import (
    backup,
    copying,
    doctor,
    explain,
    export,
    extract,
    identity,
    ingest,
    judge,
    key,
    mapping,
    migrate,
    predicate,
    rebuild,
    retract,
    review,
    run,
    search,
    serve,
    stats,
)
from api.commands.options import Exit
from ontology.errors import InputError, LinkwrightError

app = typer.Typer(
    name="linkwright",
    help="An intelligence-fusion knowledge graph: reports in, a graph of cited claims out.",
    epilog="Exit codes: 0 done, 1 some input was rejected, 2 wrong use or set-up.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(run.run)
app.command()(serve.serve)
app.command()(ingest.ingest)
app.command()(extract.extract)
app.command()(extract.resolve)
app.command()(explain.explain)
app.command()(search.search)
app.command()(stats.stats)
app.command()(export.export)
app.command()(identity.why)
app.command()(identity.how)
app.command("why-not")(identity.why_not)
app.command("what-if")(identity.what_if)
app.command()(review.review)
app.add_typer(judge.app, name="judge")
app.command()(retract.retract)
app.add_typer(key.app, name="key")
app.add_typer(mapping.app, name="mapping")
app.add_typer(predicate.app, name="predicate")
app.command()(rebuild.rebuild)
app.command()(migrate.migrate)
app.command()(copying.copy)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(doctor.doctor)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends the process with the exit code. An error of ours is one line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # whatever the locale says, JSON is UTF-8
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # what the driver has to say is in our errors
    try:
        app(args=list(arguments) if arguments is not None else None, prog_name="linkwright")
    except LinkwrightError as error:
        sys.stderr.write(f"linkwright: {error}\n")
        sys.exit(Exit.REJECTED if isinstance(error, InputError) else Exit.SETUP)
    except OSError as error:  # of a library's own files, as where the temporary folder is full; ours are told by name
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"linkwright: {where}{error.strerror or error} (see that the disk is not full)\n")
        sys.exit(Exit.SETUP)
