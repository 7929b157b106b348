"""JSON lines: a document a line, with `id`, `text` and any metadata key; labels beside them are ignored.

A line that is broken costs that line. With `gold_mentions`, spans, types and kinds of `mentions` are taken; what they
say of entities, and all `links`, never are.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from extractors.pipeline import GivenMention
from extractors.readers.base import Options, Record, Rejected, Report, Source, Tabled
from extractors.readers.metadata import NAMES, plain
from extractors.readers.tables import needed
from extractors.tables.cells import Row, named
from ontology.errors import InputError
from ontology.ids import canonical_json
from ontology.loader import schema


@dataclass(frozen=True, slots=True)
class RowReader:
    """`sha256` of a row is that of the canonical JSON of its id, text and metadata keys, so no label can move an id."""

    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
    isolated: bool = False

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        lines = source.data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        if len(lines) > options.limits.rows + 1:
            raise InputError(f"has more than {options.limits.rows} rows", mend="split it")
        for number, line in enumerate(lines, start=1):
            if line.strip():
                read = _read_row if options.mapping is None else _mapped_row
                yield read(line, number, source, options)


def _read_row(line: bytes, number: int, source: Source, options: Options) -> Report | Rejected:
    place = f"line {number}"
    given_id: str | None = None
    try:
        row = _parse(line)
        given_id = _id_of(row)
        text = row.get("text")
        if not isinstance(text, str):
            raise InputError("text is missing or no text", where="text", mend="each row has id and text")
        metadata = {key: plain(key, row[key]) for key in sorted(NAMES - {"id", "mapping"}) if row.get(key) is not None}
        content = {**metadata, "id": given_id, "text": text}
        return Report(
            text=text,
            metadata=metadata,
            sha256=hashlib.sha256(canonical_json(content).encode("utf-8", "surrogatepass")).hexdigest(),
            media_type="application/json",
            given_id=given_id,
            place=place,
            given=_given_mentions(row, text) if options.gold_mentions else None,
        )
    except InputError as error:
        return Rejected.of(error, source.path, given_id, place)


def _mapped_row(line: bytes, number: int, source: Source, options: Options) -> Tabled | Rejected:
    """The row through a mapping, whose columns are the keys; those of objects within are `outer inner`."""
    mapping, place = needed(options), f"line {number}"
    try:
        cells = dict(_flat(_parse(line), ""))
        if len(cells) > options.limits.columns:
            raise InputError(f"has more than {options.limits.columns} keys")
        header = tuple(cells)
        row = Row(place, header, named(header, mapping), tuple(cells.values()), header)
    except InputError as error:
        return Rejected.of(error, source.path, None, place)
    return Tabled(row, "application/json")


def _flat(value: object, key: str) -> Iterator[tuple[str, str]]:
    """Keys with texts; a list of scalars is one text with `; ` between them."""
    match value:
        case dict():
            for name, below in value.items():
                yield from _flat(below, f"{key} {name}".strip())
        case list() if all(isinstance(item, str | int | float) for item in value):
            yield key, "; ".join(str(item) for item in value)
        case None:
            yield key, ""
        case str():
            yield key, value
        case _:
            yield key, canonical_json(value)


def _parse(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(
            line.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite, object_pairs_hook=_refuse_twice
        )
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=f"byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON: {error.msg}", where=f"character {error.pos}") from None
    except ValueError as error:
        raise InputError(f"is not JSON: {error}") from None
    except RecursionError:
        raise InputError("is nested too deep") from None
    if not isinstance(row, dict):
        raise InputError("is no JSON object", mend="each row has id and text")
    return row


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(f"{written} is out of range")
    return number


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"{next(key for key in keys if keys.count(key) > 1)!r} stands twice")
    return made


def _id_of(row: Mapping[str, Any]) -> str:
    given = row.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str) or not given.strip():
        raise InputError("id is missing or no text", where="id", mend="each row has id and text")
    if any("\ud800" <= c <= "\udfff" or c == "\0" for c in given):
        raise InputError("id holds a lone surrogate or NUL", where="id")
    return given


def _given_mentions(row: Mapping[str, Any], text: str) -> tuple[GivenMention, ...]:
    mentions = row.get("mentions")
    if mentions is None:
        return ()
    if not isinstance(mentions, list):
        raise InputError("mentions are no list", where="mentions")
    return tuple(_given_mention(mention, text, f"mentions[{i}]") for i, mention in enumerate(mentions))


def _given_mention(mention: object, text: str, where: str) -> GivenMention:
    if not isinstance(mention, dict):
        raise InputError("a mention is no object", where=where)
    start, end, type_, kind = (mention.get(key) for key in ("start", "end", "type", "kind"))
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise InputError(
            f"the span {start!r}:{end!r} is not within the text of {len(text)} characters", where=f"{where}.start"
        )
    if not isinstance(type_, str) or type_ not in schema().types:
        raise InputError(f"the type {type_!r} is none of the ontology", where=f"{where}.type")
    if kind is not None and not isinstance(kind, str):
        raise InputError("the kind is no text", where=f"{where}.kind")
    return GivenMention(start, end, type_, kind)


JSON_LINES = RowReader()
