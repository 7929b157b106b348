"""`linkwright key …`"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import output
from api.commands.options import Exit, JsonOption, StoreOption, opened, settings, wait_for

if TYPE_CHECKING:
    from graph.ledger import ApiKey

app = typer.Typer(help="Keys by which programs ask the server.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def key() -> None:
    """Keys by which programs ask the server (docs/access.md). Only their digests are kept."""


@app.command()
def make(
    principal: Annotated[str, typer.Argument(help="For whom it asks: an id of the directory.")],
    read_only: Annotated[bool, typer.Option("--read-only", help="Reading only, whatever his roles allow.")] = False,
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="After how many days it ends.")] = 90,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Make a key and print it. It is shown this once."""
    made, digest = wait_for(_make(principal, read_only, days, store))
    if json:
        output.line({"key": made, "digest": digest, "principal": principal})
    else:
        output.answer(made)


@app.command("list")
def list_(store: StoreOption = None, json: JsonOption = False) -> None:
    """All keys, by their digests, and until when they are good."""
    from dataclasses import asdict

    for found in wait_for(_list(store)):
        if json:
            output.line(asdict(found))
        else:
            state = f"revoked {found.revoked}" if found.revoked else f"until {found.expires}"
            output.answer(f"{found.digest}  {found.principal}  {' '.join(found.scopes)}  {state}")


@app.command()
def revoke(
    digest: Annotated[str, typer.Argument(help="As `key list` prints it, or its first eight characters or more.")],
    store: StoreOption = None,
) -> None:
    """End a key, at once."""
    if not wait_for(_revoke(digest, store)):
        output.note(f"no key, or more than one, has the digest {digest}")
        raise typer.Exit(Exit.REJECTED)


async def _make(principal: str, read_only: bool, days: int, store: str | None) -> tuple[str, str]:
    from api.access.authentication import key_digest, new_key
    from graph.ledger import ApiKey

    made = new_key()
    async with opened(settings(store)) as house:
        scopes = ("read",) if read_only else ("read", "write")
        now = house.context.now
        at, end = (moment.isoformat(timespec="seconds") for moment in (now, now + timedelta(days=days)))
        await house.ledger.put_api_key(ApiKey(key_digest(made), principal, scopes, at, end))
    return made, key_digest(made)


async def _list(store: str | None) -> list[ApiKey]:
    async with opened(settings(store)) as house:
        return await house.ledger.api_keys()


async def _revoke(digest: str, store: str | None) -> bool:
    async with opened(settings(store)) as house:
        found = [k for k in await house.ledger.api_keys() if len(digest) >= 8 and k.digest.startswith(digest)]
        if len(found) == 1:
            await house.ledger.revoke_api_key(found[0].digest, house.context.now.isoformat(timespec="seconds"))
        return len(found) == 1
