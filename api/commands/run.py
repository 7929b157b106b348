"""`linkwright run`"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands import output
from api.commands.ingest import take
from api.commands.options import JsonOption, Opened, StoreOption, WorkersOption, opened, settings, wait_for
from api.commands.predicate import take_predicates
from api.commands.serve import AnywhereOption, HostOption, PortOption, announce, listening

if TYPE_CHECKING:
    from api.settings import Settings

STORE = "sample.sqlite"
"""File in the user's data folder: the sample must not run into what he has loaded himself."""


def run(
    host: HostOption = None,
    port: PortOption = None,
    anywhere: AnywhereOption = False,
    workers: WorkersOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Try it out: load the sample reports and serve them. They go into a store of their own. Ends at Ctrl-C."""
    from api.serve import serve

    found = listening(_of_the_sample(store), host, port)
    name = wait_for(_load(found, workers))

    def started(address: str) -> None:
        announce(address, json, warned=found.directory is None)
        output.note(_to_try(address, found.store, name))

    serve(found, started, anywhere=anywhere)


def _of_the_sample(store: str | None) -> Settings:
    """The settings; where neither option nor environment names a store, with the sample's own."""
    from api.settings import data_folder, read_settings

    found = settings(store)
    if found.store != read_settings({}).store:
        return found
    return replace(found, store=f"sqlite:{data_folder() / STORE}", ledger=None)


async def _load(found: Settings, workers: int | None) -> str:
    """Load what is not there yet; returns a name to start from."""
    from importlib.resources import files

    sample = Path(str(files("api").joinpath("sample")))
    output.note(f"loading the sample reports into {found.store}")
    async with opened(found, create=True) as house:
        profile = sample / "profile.yaml"
        await take(
            house, [sample / "reports"], flags={}, profile=profile if profile.is_file() else None, workers=workers,
            json=False,
        )  # fmt: skip
    # Opened anew: the classes of what was just loaded belong to the view.
    async with opened(found) as house:
        await take_predicates(house, sample / "predicates.yaml", json=False)
        return await _well_connected(house)


async def _well_connected(house: Opened) -> str:
    """The name of the network that most origins speak of, or of the first one; the README's tour has more."""
    networks = [entity async for entity in house.store.iterate(house.view, "CriminalNetwork")]
    best = max(networks, key=lambda e: (e.basis.origins, len(e.members), e.label), default=None)
    return best.label if best else "Laredo"


def _to_try(address: str, store: str, name: str) -> str:
    query = f'{{ search(text: \\"{name}\\", first: 3) {{ edges {{ score node {{ id label type }} }} }} }}'
    return (
        "Three things to try in another terminal:\n"
        f"  curl -s {address}/graphql -H 'Content-Type: application/json' -d '{{\"query\": \"{query}\"}}'\n"
        f"  linkwright search '{name}' --store {store}\n"
        f"  linkwright export --format graphml --out chart.graphml --store {store}"
    )
