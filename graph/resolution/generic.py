"""Values that so many persons are linked to that they tell nothing of one of them: the coyote's telephone, the
shelter's account, a passport that goes from hand to hand.

Whether a value is generic depends on who is linked to it, never on the order in which they came; when it becomes so,
or ceases to be, all comparisons that rest on it are made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.resolution.keys import BORNE, HEARD
from graph.resolution.profiles import Profile


def borne(keys: Iterable[str]) -> dict[str, str]:
    """Those of these blocking keys that say what a person is linked to, and the value of each."""
    return {key: key.removeprefix(BORNE) for key in keys if key.startswith(BORNE) and "&" not in key}


def generic(bearers: Mapping[str, Iterable[str]], keys: Mapping[str, Sequence[str]], most: int) -> frozenset[str]:
    """The values that more than `most` persons of different names are linked to. `bearers` leads each key of `borne` to
    the profiles that have it; `keys` are all those of each profile."""
    return frozenset(
        value for key, value in borne(bearers).items() if _different([keys[id_] for id_ in bearers[key]]) > most
    )


def _different(told: Sequence[Iterable[str]]) -> int:
    """How many names there are of which none is a part of another, as a Spanish ear hears them."""
    names = {frozenset(k for k in keys if k.startswith(HEARD) and "&" not in k) for keys in told} - {frozenset()}
    having: dict[str, list[frozenset[str]]] = {}
    for name in names:
        for part in name:
            having.setdefault(part, []).append(name)
    return sum(not any(name < other for other in min((having[p] for p in name), key=len)) for name in names)


def marked(profile: Profile, values: frozenset[str]) -> Profile:
    """The profile with those of its links marked that lead to generic values."""
    borne = values.intersection(v for told in profile.linked.values() for v in told)
    return replace(profile, generic=borne) if borne else profile
