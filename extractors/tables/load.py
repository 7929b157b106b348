"""Mapping files read and checked: a wrong one stops the start with a SchemaError that names file, line and key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from importlib.resources import files
from pathlib import Path

import yaml

from extractors.readers.metadata import NAMES
from extractors.tables.clean import PARAMETERS
from extractors.tables.mapping import MAIN, Choice, Joined, Linked, Mentioned, Pick, TableMapping, table_of
from ontology.entry import Entry
from ontology.errors import SetupError
from ontology.ids import content_digest
from ontology.loader import schema
from ontology.model import Property
from ontology.values.name import fold

SUFFIX = ".yaml"
_KEYS = (
    "mapping", "version", "why", "columns", "header", "absent", "row", "metadata", "free_text", "mentions", "links",
    "main", "join",
)  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_COLUMN = re.compile(r"([a-z][a-z0-9_]*\.)?[A-Za-z_][A-Za-z0-9_]*\Z")
_OWN = "self"
_PICK = ("column", "group", "constant", "separator", "pattern", "codes")
_CODE_VERSION = 1
"""Raised when this room makes other claims of the same mapping and row."""


def shipped() -> tuple[str, ...]:
    """Names of the mappings that come with the program."""
    room = files("extractors").joinpath("tables/shipped")
    return tuple(sorted(f.name.removesuffix(SUFFIX) for f in room.iterdir() if f.name.endswith(SUFFIX)))


def find(named: str, folder: Path | None = None) -> TableMapping:
    """A mapping by the name of a shipped one, or by its file, relative to `folder`. Raises SetupError."""
    if named in shipped():
        text = files("extractors").joinpath("tables/shipped", named + SUFFIX).read_text("utf-8")
        return load(f"tables/shipped/{named}{SUFFIX}", text)
    path = (folder or Path()) / named
    try:
        return load(str(path), path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise SetupError(
            f"no mapping {named!r}", where="mapping", mend="a YAML file, or one of " + ", ".join(shipped())
        ) from None


def load(file: str, text: str) -> TableMapping:
    """The mapping that a file holds. Raises SchemaError."""
    return _Loader(Entry.read(file, text), text).mapping()


class _Loader:
    def __init__(self, entry: Entry, text: str) -> None:
        entry.only(*_KEYS)
        self._entry = entry
        self._text = text
        self._header = entry.texts("header", ())
        self._joined = dict(self._read_joined())
        self._columns = self._read_columns()

    def mapping(self) -> TableMapping:
        entry = self._entry
        if not _NAME.match(name := entry.text("mapping")):
            entry.fail("mapping", f"{name!r} is not written as a mapping's name", "lower case, digits, underscores")
        row = entry.entry("row")
        row.only("id", "required")
        free_text = self._known(entry, "free_text", ())
        self._free = frozenset(free_text)
        mentions = {name: self._mentioned(name, below) for name, below in entry.entries("mentions")}
        links = tuple(self._linked(below, mentions) for _, below in entry.entries("links"))
        if not mentions and not free_text:
            entry.fail("mentions", "it makes neither mentions nor free text")
        return TableMapping(
            name=name,
            version=entry.text("version"),
            why=entry.text("why"),
            columns=self._columns,
            header=self._header,
            absent=frozenset(fold(text) or text.strip() for text in entry.texts("absent", ())) | {""},
            id=self._known(row, "id", (), table=MAIN),
            required=self._known(row, "required", table=MAIN),
            metadata=dict(self._metadata()),
            free_text=free_text,
            mentions=mentions,
            links=links,
            main=entry.text("main") if self._joined else "",
            joined=self._joined,
            digest=content_digest(self._text, schema().digest, _CODE_VERSION),
        )

    def _read_joined(self) -> Iterator[tuple[str, Joined]]:
        for name, below in self._entry.entries("join"):
            below.only("on", "header")
            header = below.texts("header", ())
            on = below.text("on")
            if bool(header) != bool(self._header):
                below.fail("header", "either all tables of a mapping have a header row, or all are told theirs here")
            if header and on not in header:
                below.fail("on", f"{on!r} is no column of it")
            yield name, Joined(name, on, header)

    def _read_columns(self) -> dict[str, tuple[str, ...]]:
        """Full name of each column → words that may stand above it; none for columns of a told header."""
        columns: dict[str, tuple[str, ...]] = dict.fromkeys(self._header, ())
        for joined in self._joined.values():
            columns |= {f"{joined.name}.{name}": () for name in joined.header}
        if "columns" not in self._entry:
            if not columns:
                self._entry.fail("columns", "'columns' is missing, and so is a header")
            return columns
        if self._header:
            self._entry.fail("columns", "the header tells the columns")
        below = self._entry.entry("columns")
        taken: dict[tuple[str, str], str] = {}
        for name in below.nodes:
            if not _COLUMN.match(name) or name == _OWN or (table_of(name) not in (MAIN, *self._joined)):
                below.fail(name, f"{name!r} cannot name a column")
            columns[name] = tuple(fold(word) for word in below.texts(name))
            for word in columns[name]:
                if (other := taken.setdefault((table_of(name), word), name)) != name:
                    below.fail(name, f"{word!r} stands for {other} already")
        for joined in self._joined.values():
            for on in (joined.on, f"{joined.name}.{joined.on}"):
                if on not in columns:
                    self._entry.entry("join").fail(joined.name, f"{on!r} is no column")
        return columns

    def _known(
        self, entry: Entry, key: str, default: tuple[str, ...] | None = None, table: str | None = None
    ) -> tuple[str, ...]:
        names = entry.texts(key, default)
        for name in names:
            self._check_column(entry, key, name)
            if table is not None and table_of(name) != table:
                entry.fail(key, f"{name!r} is a column of a joined table")
        return names

    def _check_column(self, entry: Entry, key: str, name: str) -> None:
        if name not in self._columns:
            entry.fail(key, f"{name!r} is no column", "one of " + ", ".join(self._columns))

    def _metadata(self) -> Iterator[tuple[str, Pick]]:
        if "metadata" in self._entry:
            below = self._entry.entry("metadata")
            for key in below.nodes:
                if key not in NAMES - {"id", "mapping"}:
                    below.fail(key, f"{key!r} is no metadata key", "one of " + ", ".join(sorted(NAMES)))
                yield key, self._pick(below, key, ("order",), ())

    def _mentioned(self, name: str, entry: Entry) -> Mentioned:
        entry.only("type", "at", "properties")
        choices = tuple(self._choices(entry))
        at = self._pick(entry, "at", (), ())
        if len(at.columns) != 1:
            entry.fail("at", "a mention stands in the cells of one column")
        if set(at.columns) & self._free:
            entry.fail("at", "the column is free text, whose mentions are recognised")
        groups = tuple(at.pattern.groupindex) if at.pattern else ()
        known: dict[str, Property] = {}
        for choice in choices:
            known |= dict(schema().types[choice.type].properties)
        properties: dict[str, tuple[Pick, ...]] = {}
        if "properties" in entry:
            below = entry.entry("properties")
            for key in below.nodes:
                if key not in known:
                    below.fail(key, f"{key!r} is no property of it", "one of " + ", ".join(known))
                properties[key] = tuple(self._picks(below, key, known[key], groups))
        return Mentioned(name, choices, at, properties)

    def _choices(self, entry: Entry) -> Iterator[Choice]:
        node = entry.nodes.get("type")
        if isinstance(node, yaml.SequenceNode):
            for each in entry.below("type"):
                each.only("is", "matches", "when")
                yield self._choice(each, "is")
        else:
            yield self._choice(entry, "type")

    def _choice(self, entry: Entry, key: str) -> Choice:
        when: dict[str, frozenset[str]] = {}
        if "when" in entry:
            below = entry.entry("when")
            for column in below.nodes:
                self._check_column(below, column, column)
                when[column] = frozenset(fold(text) for text in below.texts(column))
        entities = [type_.name for type_ in schema().entity_types]
        return Choice(entry.one_of(key, entities), _pattern(entry, "matches"), when)

    def _picks(self, entry: Entry, key: str, property_: Property, groups: Collection[str]) -> Iterator[Pick]:
        """One place of a value, or a list of them."""
        parameters = PARAMETERS.get(property_.value, ())
        if isinstance(entry.nodes[key], yaml.SequenceNode):
            for each in entry.below(key):
                yield self._from(each, parameters, groups, property_)
        else:
            yield self._pick(entry, key, parameters, groups, property_)

    def _pick(
        self, entry: Entry, key: str, parameters: Collection[str], groups: Collection[str],
        property_: Property | None = None,
    ) -> Pick:  # fmt: skip
        """A column's name, `self`, or a mapping with more."""
        if isinstance(entry.nodes.get(key), yaml.MappingNode):
            return self._from(entry.entry(key), parameters, groups, property_)
        if (name := entry.text(key)) == _OWN and property_ is not None:
            return Pick(own=True)
        self._check_column(entry, key, name)
        return Pick((name,))

    def _from(
        self, entry: Entry, parameters: Collection[str], groups: Collection[str], property_: Property | None
    ) -> Pick:
        entry.only(*_PICK, *parameters)
        given = [key for key in ("column", "group", "constant") if key in entry]
        if len(given) > 1:
            entry.fail(given[1], f"stands beside {given[0]}", "one of column, group, constant")
        columns: tuple[str, ...] = ()
        if isinstance(entry.nodes.get("column"), yaml.SequenceNode):
            columns = self._known(entry, "column")
            if len({table_of(name) for name in columns}) > 1 or "separator" in entry:
                entry.fail("column", "columns that are put together are of one table, and are not parted")
        elif "column" in entry and entry.text("column") != _OWN:
            columns = (entry.text("column"),)
            self._check_column(entry, "column", columns[0])
        group = entry.optional("group")
        if group is not None:
            entry.one_of("group", groups)
        constant = entry.optional("constant")
        if constant is not None and property_ and property_.codes and constant not in property_.codes:
            entry.fail("constant", f"{constant!r} is no code", "one of " + ", ".join(property_.codes))
        return Pick(
            columns=columns,
            own=not columns and group is None and constant is None,
            group=group,
            constant=constant,
            separator=entry.text("separator") if "separator" in entry else None,
            pattern=_pattern(entry, "pattern"),
            codes=dict(_codes(entry, property_)),
            parameters={key: self._parameter(entry, key, groups) for key in parameters if key in entry},
        )

    def _parameter(self, entry: Entry, key: str, groups: Collection[str]) -> Pick:
        """What a value type needs beside the text: a text of the mapping, or a cell or group."""
        if isinstance(entry.nodes[key], yaml.MappingNode):
            return self._from(entry.entry(key), (), groups, None)
        return Pick(constant=entry.text(key))

    def _linked(self, entry: Entry, mentions: dict[str, Mentioned]) -> Linked:
        entry.only("link", "subject", "object", "qualifiers", "when", "since", "until")
        link = schema().links[entry.one_of("link", schema().links)]
        subject, object_ = (mentions[entry.one_of(key, mentions)] for key in ("subject", "object"))
        if not any(link.allows(s.type, o.type) for s in subject.types for o in object_.types):
            entry.fail("link", f"{link.name} does not lead from {subject.name} to {object_.name}")
        qualifiers: dict[str, Pick] = {}
        if "qualifiers" in entry:
            below = entry.entry("qualifiers")
            for key in below.nodes:
                if key not in link.properties:
                    below.fail(key, f"{key!r} is no property of {link.name}", "one of " + ", ".join(link.properties))
                property_ = link.properties[key]
                qualifiers[key] = self._pick(below, key, PARAMETERS.get(property_.value, ()), (), property_)
        if "legalProcess" in link.properties and "legalProcess" not in qualifiers:
            entry.fail("qualifiers", f"{link.name} needs its legalProcess: the order or consent under which it is held")
        dates = {key: self._pick(entry, key, ("order",), ()) for key in ("when", "since", "until") if key in entry}
        if "when" in dates and len(dates) > 1:
            entry.fail("when", "stands beside since or until", "one day, or the ends of an interval")
        return Linked(link.name, subject.name, object_.name, qualifiers, dates)


def _pattern(entry: Entry, key: str) -> re.Pattern[str] | None:
    if key not in entry:
        return None
    try:
        return re.compile(entry.text(key))
    except re.error as error:
        entry.fail(key, f"is no regular expression: {error}")


def _codes(entry: Entry, property_: Property | None) -> Iterator[tuple[str, str]]:
    if "codes" not in entry:
        return
    below = entry.entry("codes")
    for code in below.nodes:
        if property_ is not None and property_.codes and code not in property_.codes:
            below.fail(code, f"{code!r} is no code", "one of " + ", ".join(property_.codes))
        for word in below.texts(code):
            yield fold(word), code
