"""A table of invented persons of any size, and our linkage of it in a process of its own.

    python -m benchmarks.million FILE.csv OUT.json     links the table; clusters, seconds and memory stand in OUT.json

Called by `benchmarks.resolution` (section `million`). Names, towns and years are as unevenly common as in life (Zipf);
half of the persons have more than one row, and rows have slips, other orders of day and month, and gaps.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
from pathlib import Path

import numpy as np

from benchmarks.linkage import PEOPLE, Data, linked, parts_of_address
from graph.resolution.spelling import sound
from graph.resolution.table.columns import column, joined, mapped

COLUMNS = ("unique_id", "cluster", "first_name", "surname", "dob", "city", "email")
_PARTS = tuple(consonant + vowel for consonant in "bcdfgjlmnprstvyz" for vowel in "aeiou")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def write(path: Path, rows: int, seed: int = 5) -> None:
    """A table of `rows` rows, the same for a seed."""
    chance = np.random.default_rng(seed)
    first, last, towns = (_names(chance, count) for count in (4_000, 60_000, 3_000))
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        number = person = 0
        while number < rows:
            names = _common(chance, first), _common(chance, last)
            day = f"{chance.integers(1940, 2008)}-{chance.integers(1, 13):02}-{chance.integers(1, 29):02}"
            town, mail = _common(chance, towns), f"{names[0][0]}.{names[1]}{chance.integers(1, 9_999)}@example.org"
            for _ in range(min(int(chance.geometric(0.5)), 6, rows - number)):
                told = [*(_slipped(chance, n) for n in names), _day(chance, day), town, mail]
                kept = [value if chance.random() > gap else "" for value, gap in zip(told, _GAPS, strict=True)]
                out.writerow((number, person, *kept))
                number += 1
            person += 1


_GAPS = (0.02, 0.02, 0.1, 0.15, 0.4)


def _names(chance: np.random.Generator, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choice(_PARTS, chance.integers(2, 5)))] = None
    return list(found)


def _common(chance: np.random.Generator, names: list[str]) -> str:
    """The nth name about 1/n as often as the first, the commonest few a little less so."""
    return names[int(len(names) ** chance.random() * 8) % len(names)]


def _slipped(chance: np.random.Generator, name: str) -> str:
    if chance.random() > 0.2:
        return name
    at, letter = int(chance.integers(len(name))), _LETTERS[int(chance.integers(26))]
    return (name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :])[
        int(chance.integers(3))
    ]


def _day(chance: np.random.Generator, day: str) -> str:
    year, month, of_month = day.split("-")
    turn = chance.random()
    if turn < 0.05 and int(of_month) < 13:
        return f"{year}-{of_month}-{month}"
    return f"{int(year) + int(chance.choice((-10, -1, 1, 10)))}-{month}-{of_month}" if turn < 0.15 else day


def data(path: Path) -> Data:
    with path.open(encoding="utf-8", newline="") as file:
        told = csv.reader(file)
        next(told)
        of = dict(zip(COLUMNS, map(list, zip(*told, strict=True)), strict=True))
    t = {name: column(of.pop(name)) for name in COLUMNS[2:]}
    truth = np.array(of["cluster"], dtype=np.int64)
    first, last = mapped(t["first_name"], sound), mapped(t["surname"], sound)
    keys = ((first, last), (first, t["dob"]), (last, t["dob"]), (t["email"],), (last, t["city"]),
            (t["city"], t["dob"]))  # fmt: skip
    return Data(t | parts_of_address(t["email"]), truth, PEOPLE, tuple(joined(*key) for key in keys))


def main(path: str, out: str) -> None:
    _, found, seconds = linked(lambda: data(Path(path)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    made = {line: labels.tolist() for line, labels in found["clusters"].items()}
    told = {"clusters": made, "seconds": seconds, "MB": memory, "pairs": found["pairs"]}
    Path(out).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
