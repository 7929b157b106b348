"""`linkwright migrate`"""

from __future__ import annotations

from api.commands import output
from api.commands.options import JsonOption, StoreOption, settings


def migrate(store: StoreOption = None, json: JsonOption = False) -> None:
    """Bring the store up to the version this program needs."""
    from graph.open import migrate as bring_up

    found = settings(store)
    address, steps = found.store, bring_up(found.store, login=found.login)
    if json:
        output.line({"store": address, "steps": steps})
    else:
        output.note(f"{address}: {steps} steps applied" if steps else f"{address}: up to date")
