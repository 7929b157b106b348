"""Public record-linkage tables, the fields and keys they are compared by, and how right clusters are."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.resolution.spelling import sound
from graph.resolution.table.blocking import candidates
from graph.resolution.table.cluster import clusters
from graph.resolution.table.columns import Codes, Column, column, joined, mapped
from graph.resolution.table.estimate import estimate
from graph.resolution.table.model import Field
from graph.resolution.table.score import score

Labels = NDArray[np.int64]
PEOPLE = (
    Field("first_name", "name", True), Field("surname", "name", True), Field("dob", "date", True),
    Field("city", "name", True), Field("mailbox", "slips", True), Field("host", "slips", True),
)  # fmt: skip
"""Fields of tables of persons. What stands before the @ of an address is mostly made of its owner's name: as a whole
and by likeness, the addresses of two namesakes would count their name once more."""
LINES = (0.5, 0.95)
CAP = 100


@dataclass(frozen=True)
class Data:
    """A table with its truth. `side` marks the rows of the second table, where two are linked; `identifier` is a field
    whose equal values are one thing, from which m is anchored."""

    columns: Mapping[str, Column]
    truth: Labels
    fields: tuple[Field, ...]
    keys: tuple[Codes, ...]
    side: NDArray[np.bool_] | None = None
    identifier: Codes | None = None


def linked(read: Callable[[], Data]) -> tuple[Data, dict[str, Any], float]:
    """Clusters at each line, and the seconds of everything after the rows are in memory."""
    started = time.perf_counter()
    data = read()
    pairs = candidates(data.keys, CAP, data.side)
    model = estimate(data.fields, data.columns, pairs.left, pairs.right, identifier=data.identifier, cap=CAP)
    bits = score(model, data.columns, pairs.left, pairs.right)
    rows = len(data.truth)
    made = {str(line): clusters(rows, pairs.left, pairs.right, bits, line=line, clip=model.clip) for line in LINES}
    seconds = time.perf_counter() - started
    true = data.truth[pairs.left] == data.truth[pairs.right]
    sizes = np.bincount(data.truth)
    found = {"pairs": len(true), "pair recall": float(true.sum() / (sizes * (sizes - 1) // 2).sum())}
    return data, {"clusters": made, **found}, seconds


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file, names and values stripped."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{k.strip(): (v or "").strip() for k, v in row.items()} for row in csv.DictReader(file)]


def _columns(rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> dict[str, Column]:
    return {name: column([row[name] for row in rows]) for name in names}


def parts_of_address(email: Column) -> dict[str, Column]:
    """What stands before and after the @."""
    return {
        "mailbox": mapped(email, lambda value: value.partition("@")[0]),
        "host": mapped(email, lambda value: value.partition("@")[2]),
    }


def _head(size: int) -> Callable[[str], str]:
    return lambda value: value[:size]


def historical(rows: Sequence[Mapping[str, str]]) -> Data:
    t = _columns(rows, ("first_name", "surname", "dob", "birth_place", "postcode_fake", "occupation", "full_name"))
    first, last = mapped(t["first_name"], sound), mapped(t["surname"], sound)
    first3, last4 = mapped(t["first_name"], _head(3)), mapped(t["surname"], _head(4))
    initial, ending = mapped(t["first_name"], _head(1)), mapped(t["surname"], lambda v: v[-4:])
    year, day = mapped(t["dob"], _head(4)), mapped(t["dob"], lambda v: v[5:])
    area, place, work = mapped(t["postcode_fake"], lambda v: v.split(" ")[0]), t["birth_place"], t["occupation"]
    longest = mapped(t["full_name"], lambda v: " ".join(sorted(set(v.split()), key=lambda w: (-len(w), w))[:2]))
    keys = (
        (first, last), (last, t["dob"]), (first, t["dob"]), (t["postcode_fake"],), (t["dob"],), (t["full_name"],),
        (last, year), (last, place), (longest,), (last, area), (first3, area), (first3, year, place), (last4, area),
        (last4, year), (first, year, work), (first, place, work), (last, work), (ending, year), (last4, place),
        (first3, day), (initial, last),
    )  # fmt: skip
    fields = (
        Field("first_name", "name", True), Field("surname", "name", True), Field("dob", "date", True),
        Field("birth_place", "name", True), Field("postcode_fake", "code", True), Field("occupation", "exact", True),
    )  # fmt: skip
    return Data(t, _labels(row["cluster"] for row in rows), fields, tuple(joined(*key) for key in keys))


def febrl(rows: Sequence[Mapping[str, str]], second: int | None = None) -> Data:
    """FEBRL 3 or, with the second file's first row, FEBRL 4."""
    t = _columns(rows, ("given_name", "surname", "address_1", "suburb", "postcode", "date_of_birth", "soc_sec_id"))
    first, last = mapped(t["given_name"], sound), mapped(t["surname"], sound)
    keys = (
        (t["soc_sec_id"],), (t["date_of_birth"],), (first, last), (last, t["postcode"]), (first, t["postcode"]),
        (t["address_1"],), (first, t["suburb"]), (last, t["suburb"]), (t["postcode"], t["suburb"]),
    )  # fmt: skip
    fields = (
        Field("given_name", "name", True), Field("surname", "name", True), Field("address_1", "name", True),
        Field("suburb", "name", True), Field("postcode", "slips", True), Field("date_of_birth", "date", True),
        Field("soc_sec_id", "slips"),
    )  # fmt: skip
    side = None if second is None else np.arange(len(rows)) >= second
    truth = _labels(row["rec_id"].split("-")[1] for row in rows)
    return Data(t, truth, fields, tuple(joined(*key) for key in keys), side)


def fake(rows: Sequence[Mapping[str, str]]) -> Data:
    t = _columns(rows, ("first_name", "surname", "dob", "city", "email"))
    t |= parts_of_address(t["email"])
    keys = ((t["first_name"], t["surname"]), (t["dob"],), (t["email"],), (t["surname"], t["city"]),
            (t["first_name"], t["city"]), (t["surname"],))  # fmt: skip
    return Data(t, _labels(row["cluster"] for row in rows), PEOPLE, tuple(joined(*key) for key in keys))


def _labels(values: Any) -> Labels:
    found: Labels = np.unique(list(values), return_inverse=True)[1].astype(np.int64)
    return found


def right(label: Labels, truth: Labels) -> dict[str, float]:
    """Pairwise precision, recall and F1, and B-cubed F1, of clusters."""
    made, true = (np.unique(side, return_inverse=True)[1] for side in (label, truth))
    both, sizes = np.unique(made * (true.max() + 1) + true, return_counts=True)
    of_made, of_true = np.bincount(made), np.bincount(true)
    hits, told, gold = (int((s * (s - 1) // 2).sum()) for s in (sizes, of_made, of_true))
    precision = (sizes**2 / of_made[both // (true.max() + 1)]).sum() / len(made)
    recall = (sizes**2 / of_true[both % (true.max() + 1)]).sum() / len(made)
    return {
        "precision": hits / max(told, 1), "recall": hits / gold, "f1": 2 * hits / (told + gold),
        "b3": float(2 * precision * recall / (precision + recall)),
    }  # fmt: skip
