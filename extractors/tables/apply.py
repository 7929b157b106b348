"""A mapping over one row: the mentions and statements it makes, and what it could not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractors.part import Marked, Statement
from extractors.tables.cells import Cell, Sheet
from extractors.tables.clean import SOURCE_COUNTRY, Values, clean
from extractors.tables.dates import is_ambiguous, read_date
from extractors.tables.mapping import MAIN, Choice, Linked, Mentioned, Pick, TableMapping, table_of
from extractors.told import Told
from ontology.claim import Value
from ontology.interval import Interval
from ontology.loader import schema
from ontology.model import Property
from ontology.values.name import fold

_SHOWN = 40
"""Characters of a cell that could not be read that are shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with the spans it stands at, what its (first) cell is called, and the groups of the pattern that found
    it. A text of the mapping itself has no span."""

    text: str
    spans: tuple[tuple[int, int], ...]
    at: str = ""
    groups: Mapping[str, Piece] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Instance:
    """A mention of the row. `table` and `index` are the row it stands in, of the main one and the joined."""

    marked: Marked
    declared: Mentioned
    piece: Piece
    table: str
    index: int


def tell(sheet: Sheet, mapping: TableMapping, country: str | None = None) -> tuple[Told, tuple[str, ...]]:
    """What the row says, and notes on the values that were lost, each with its cell. `country` is the source's."""
    return _Row(sheet, mapping, country).tell()


def metadata(sheet: Sheet, mapping: TableMapping) -> dict[str, object]:
    """The metadata that columns of the row tell, as texts; dates in ISO form where they can be read."""
    found: dict[str, object] = {}
    row = _Row(sheet, mapping)
    for key, pick in mapping.metadata.items():
        for piece in row.pieces(pick, MAIN, 0, None):
            dated = key in ("date", "event_date", "received", "review_due")
            when = read_date(piece.text, row.parameters(pick, MAIN, 0, piece).get("order")) if dated else None
            found[key] = when.normal if when else piece.text
    return found


class _Row:
    def __init__(self, sheet: Sheet, mapping: TableMapping, country: str | None = None) -> None:
        self._sheet = sheet
        self._country = {SOURCE_COUNTRY: country} if country else {}
        self._mapping = mapping
        self._lost: list[str] = []

    def tell(self) -> tuple[Told, tuple[str, ...]]:
        instances: dict[str, list[_Instance]] = {}
        places: dict[tuple[int, int], int] = {}
        for declared in self._mapping.mentions.values():
            instances[declared.name] = list(self._mentioned(declared, places))
        everything = [instance for found in instances.values() for instance in found]
        order = sorted(everything, key=lambda i: (i.marked.start, i.marked.end, i.marked.k))
        index = {id(instance.marked): place for place, instance in enumerate(order)}
        statements = [s for instance in everything for s in self._properties(instance, index[id(instance.marked)])]
        for linked in self._mapping.links:
            for subject in instances[linked.subject]:
                for object_ in instances[linked.object]:
                    statements += self._link(linked, subject, object_, index)
        free = tuple(
            (cell.start, cell.start + len(cell.text))
            for name in self._mapping.free_text
            for row in self._sheet.rows.get(table_of(name), ())
            if (cell := row.get(name))
        )
        marks = tuple(
            Marked(place, m.start, m.end, m.type, m.text, m.part, k=m.k)
            for place, m in enumerate(instance.marked for instance in order)
        )
        mapping = self._mapping
        told = Told(marks, tuple(statements), mapping.extractor, mapping.version, tuple(sorted(free)), mapping.digest)
        return told, tuple(dict.fromkeys(self._lost))

    def _mentioned(self, declared: Mentioned, places: dict[tuple[int, int], int]) -> Iterator[_Instance]:
        table = table_of(declared.at.columns[0])
        for index in range(len(self._sheet.rows.get(table, ()))):
            for piece in self.pieces(declared.at, table, index, None):
                type_ = next((c.type for c in declared.types if self._fits(c, piece, table, index)), None)
                if type_ is None:
                    continue
                (span,) = piece.spans
                k = places.get(span, 0)
                places[span] = k + 1
                marked = Marked(0, *span, type_, piece.text, self._mapping.extractor, k=k)
                yield _Instance(marked, declared, piece, table, index)

    def _fits(self, choice: Choice, piece: Piece, table: str, index: int) -> bool:
        if choice.matches and not choice.matches.search(piece.text):
            return False
        held = {column: [fold(c.text) for c in self._cells(column, table, index)] or [""] for column in choice.when}
        return all(not texts.isdisjoint(held[column]) for column, texts in choice.when.items())

    def _properties(self, instance: _Instance, place: int) -> Iterator[Statement]:
        type_ = schema().types[instance.marked.type]
        own = instance.piece.spans
        for name, picks in instance.declared.properties.items():
            if name not in type_.properties:
                continue
            for pick in picks:
                for piece in self.pieces(pick, instance.table, instance.index, instance.piece):
                    given = self.parameters(pick, instance.table, instance.index, instance.piece)
                    evidence = tuple(sorted({*own, *piece.spans}))
                    for also, value in self._read(type_.properties[name], piece, pick, given):
                        if also is None or also in type_.properties:
                            yield self._statement(place, also or name, evidence, value=value)

    def _read(self, property_: Property, piece: Piece, pick: Pick, given: Mapping[str, str]) -> Values:
        if property_.codes:
            code = _code(property_, piece.text, pick)
            found: Values = [(None, Value(piece.text, code))] if code else []
        else:
            found = clean(property_.value, piece.text, given)
        if not found:
            shown = piece.text if len(piece.text) <= _SHOWN else piece.text[: _SHOWN - 1] + "…"
            what = f"{property_.name} ({property_.value}){_mend(piece.text) if property_.value == 'date' else ''}"
            self._lost.append(f"{piece.at}: {shown!r} is left out: cannot be read as {what}")
        return found

    def _link(
        self, linked: Linked, subject: _Instance, object_: _Instance, index: Mapping[int, int]
    ) -> Iterator[Statement]:
        same_table = subject.table == object_.table != MAIN
        if subject is object_ or (same_table and subject.index != object_.index):
            return
        link = schema().links[linked.link]
        if not link.allows(subject.marked.type, object_.marked.type):
            return
        near = object_ if object_.table != MAIN else subject
        evidence = {*subject.piece.spans, *object_.piece.spans}
        qualifiers: list[tuple[str, str]] = []
        for name, pick in linked.qualifiers.items():
            for piece in self.pieces(pick, near.table, near.index, near.piece):
                given = self.parameters(pick, near.table, near.index, near.piece)
                for also, value in self._read(link.properties[name], piece, pick, given):
                    if also is None:
                        qualifiers.append((name, value.normal))
                        evidence |= set(piece.spans)
        valid = self._valid(linked, near, evidence)
        yield self._statement(
            index[id(subject.marked)], linked.link, tuple(sorted(evidence)), object_=index[id(object_.marked)],
            qualifiers=tuple(sorted(qualifiers)), valid=valid,
        )  # fmt: skip

    def _valid(self, linked: Linked, near: _Instance, evidence: set[tuple[int, int]]) -> Interval | None:
        found: dict[str, Interval] = {}
        for key, pick in linked.dates.items():
            given = self.parameters(pick, near.table, near.index, near.piece)
            for piece in self.pieces(pick, near.table, near.index, near.piece):
                when = read_date(piece.text, given.get("order"))
                if when is None:
                    what = f"a date{_mend(piece.text)}"
                    self._lost.append(f"{piece.at}: {piece.text!r} is left out: cannot be read as {what}")
                else:
                    found[key] = when
                    evidence |= set(piece.spans)
        if "when" in found or not found:
            return found.get("when")
        start = found["since"].start if "since" in found else None
        end = found["until"].end if "until" in found else None
        if start and end and start > end:
            self._lost.append(f"{linked.link}: it ends {end}, before it starts {start}: both dates are left out")
            return None
        return Interval(start, end)

    def _statement(
        self, subject: int, predicate: str, evidence: tuple[tuple[int, int], ...], *, value: Value | None = None,
        object_: int | None = None, qualifiers: tuple[tuple[str, str], ...] = (), valid: Interval | None = None,
    ) -> Statement:  # fmt: skip
        return Statement(subject, predicate, self._mapping.extractor, evidence, object_, value, qualifiers, valid=valid)

    def parameters(self, pick: Pick, table: str, index: int, own: Piece | None) -> dict[str, str]:
        """What the pick's value type is told beside the text."""
        return self._country | {
            name: piece.text
            for name, below in pick.parameters.items()
            for piece in self.pieces(below, table, index, own)
        }

    def pieces(self, pick: Pick, table: str, index: int, own: Piece | None) -> Iterator[Piece]:
        """The texts that a pick finds, seen from a row of a table and from a mention's own words (if any)."""
        if pick.constant is not None:
            yield Piece(pick.constant, (), "the mapping")
        elif pick.group is not None:
            if own and pick.group in own.groups:
                yield own.groups[pick.group]
        elif pick.own:
            if own:
                yield from _parted(own.text, own.spans[0][0], own.at, pick)
        elif len(pick.columns) == 1:
            for cell in self._cells(pick.columns[0], table, index):
                yield from _parted(cell.text, cell.start, cell.at, pick)
        else:
            yield from self._together(pick, table, index)

    def _together(self, pick: Pick, table: str, index: int) -> Iterator[Piece]:
        of = table_of(pick.columns[0])
        rows = self._sheet.rows.get(of, ())
        for row in (rows[index],) if of == table else rows:
            cells = [row[name] for name in pick.columns if name in row]
            if cells:
                spans = tuple((cell.start, cell.start + len(cell.text)) for cell in cells)
                yield Piece(" ".join(cell.text for cell in cells), spans, cells[0].at)

    def _cells(self, column: str, table: str, index: int) -> Iterator[Cell]:
        of = table_of(column)
        rows = self._sheet.rows.get(of, ())
        for row in (rows[index],) if of == table else rows:
            if column in row:
                yield row[column]


def _parted(text: str, start: int, at: str, pick: Pick) -> Iterator[Piece]:
    """The texts of one cell: parted, stripped, and cut to what the pattern finds."""
    offset = 0
    for written in text.split(pick.separator) if pick.separator else [text]:
        stripped = written.strip()
        begin = start + offset + len(written) - len(written.lstrip())
        offset += len(written) + len(pick.separator or "")
        if not stripped:
            continue
        if pick.pattern is None:
            yield Piece(stripped, ((begin, begin + len(stripped)),), at)
        elif found := pick.pattern.search(stripped):
            main = "value" if "value" in pick.pattern.groupindex else 0
            groups = {
                name: Piece(found[name], ((begin + found.start(name), begin + found.end(name)),), at)
                for name in pick.pattern.groupindex
                if found[name]
            }
            if found[main]:
                span = (begin + found.start(main), begin + found.end(main))
                yield Piece(found[main], (span,), at, groups)


def _mend(written: str) -> str:
    """What to do about a date that could not be read, where that is known."""
    return "; it may be two days: say `order: dmy` or `mdy` in the mapping" if is_ambiguous(written) else ""


def _code(property_: Property, text: str, pick: Pick) -> str | None:
    """The code that a text stands for: by the mapping's own words, the code itself, or its label in some language."""
    word = fold(text)
    if word in pick.codes:
        return pick.codes[word]
    for code, labels in property_.code_labels.items():
        if word in (fold(code), *(fold(label) for label in labels.values())):
            return code
    return None
