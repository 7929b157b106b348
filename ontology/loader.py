"""Reads `schema/**/*.yaml` into a frozen Schema. A bad file stops the start: SchemaError names file, line and key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import cast, get_args

from ontology.claim import COREFERENT, TYPE
from ontology.entry import Entry
from ontology.ids import content_digest
from ontology.model import LANGUAGES, Labels, Link, Pole, Property, Protection, Schema, Time, Type
from ontology.values import VALUE_TYPES

_TYPE_NAME = re.compile(r"[A-Z][A-Za-z]*\Z")
_NAME = re.compile(r"[a-z][A-Za-z0-9]*\Z")
_CODE = re.compile(r"[a-z][a-z_]*\Z")
_TYPE_KEYS = ("type", "pole", "label", "why", "caption", "caption_beside", "resolved", "value", "properties")
_LINK_KEYS = (
    "link", "label", "why", "subjects", "objects", "time", "symmetric", "acyclic", "qualifier", "walk_not",
    "properties",
)  # fmt: skip
_LINK_PROPERTY_KEYS = ("value", "label", "why", "many", "codes", "protected")
_PROPERTY_KEYS = (*_LINK_PROPERTY_KEYS, "match", "key")


@cache
def schema() -> Schema:
    """The schema that ships with the package, read once a process. Raises SchemaError."""
    return load(files("ontology").joinpath("schema"))


def load(folder: Traversable) -> Schema:
    """The schema of a folder with `types/*.yaml` and `links/*.yaml`. Raises SchemaError."""
    texts = {kind: dict(_read(folder, kind)) for kind in ("types", "links")}
    types = {}
    for file, text in texts["types"].items():
        read = _type(Entry.read(f"schema/types/{file}", text))
        types[read.name] = read
    links = {}
    for file, text in texts["links"].items():
        link = _link(Entry.read(f"schema/links/{file}", text), types)
        links[link.name] = link
    return Schema(types, links, content_digest(texts))


def _read(folder: Traversable, kind: str) -> Iterator[tuple[str, str]]:
    below = folder.joinpath(kind)
    for name in sorted(f.name for f in below.iterdir() if f.name.endswith(".yaml")):
        yield name, below.joinpath(name).read_text("utf-8")


def _type(entry: Entry) -> Type:
    entry.only(*_TYPE_KEYS)
    is_value = entry.flag("value")
    pole = entry.optional("pole")
    if pole is not None:
        entry.one_of("pole", get_args(Pole))
    properties = _properties(entry, _PROPERTY_KEYS)
    if "kind" in properties and not properties["kind"].codes:
        entry.entry("properties").fail("kind", "a kind is a code with a list")
    return Type(
        name=_own_name(entry, "type", _TYPE_NAME),
        label=_labels(entry),
        pole=cast(Pole | None, pole),
        why=entry.text("why"),
        caption=_members(entry, "caption", properties, "property"),
        caption_beside=_members(entry, "caption_beside", properties, "property", default=()),
        properties=properties,
        resolved=entry.flag("resolved", default=not is_value),
        is_value=is_value,
    )


def _link(entry: Entry, types: Mapping[str, Type]) -> Link:
    entry.only(*_LINK_KEYS)
    name = _own_name(entry, "link", _NAME)
    if taken := [t.name for t in types.values() if name in t.properties]:
        entry.fail("link", f"{name!r} is a property of {taken[0]}; a claim could mean either")
    entities = [t.name for t in types.values() if not t.is_value]
    subjects = _members(entry, "subjects", entities, "type of entity")
    objects = _members(entry, "objects", entities, "type of entity")
    symmetric = entry.flag("symmetric")
    if symmetric and set(subjects) != set(objects):
        entry.fail("symmetric", "a symmetric link has the same types at both ends")
    properties = _properties(entry, _LINK_PROPERTY_KEYS)
    qualifier = entry.optional("qualifier")
    if qualifier is not None:
        entry.one_of("qualifier", properties)
    return Link(
        name=name,
        label=_labels(entry),
        why=entry.text("why"),
        subjects=subjects,
        objects=objects,
        time=cast(Time, entry.one_of("time", get_args(Time))),
        properties=properties,
        symmetric=symmetric,
        acyclic=entry.flag("acyclic"),
        qualifier=qualifier,
        walk_not=_members(entry, "walk_not", (*subjects, *objects), "type at an end", default=()),
    )


def _properties(entry: Entry, allowed: tuple[str, ...]) -> dict[str, Property]:
    properties = {}
    for name, below in entry.entries("properties"):
        if not _NAME.match(name) or name in (TYPE, COREFERENT):
            entry.entry("properties").fail(name, f"{name!r} cannot name a property", "camelCase, and not type")
        below.only(*allowed)
        properties[name] = _property(name, below)
    return properties


def _property(name: str, entry: Entry) -> Property:
    value = entry.one_of("value", VALUE_TYPES)
    codes = {code: _labels(entry.entry("codes"), code) for code in _codes(entry)}
    if (value == "code") != bool(codes):
        entry.fail("codes", "a property has a list of codes exactly when its value is a code")
    match, key = entry.flag("match"), entry.flag("key")
    if key and not match:
        entry.fail("key", "a key is matched, so `match: true` stands beside it")
    return Property(
        name=name,
        value=value,
        label=_labels(entry),
        why=entry.text("why"),
        many=entry.flag("many"),
        match=match,
        key=key,
        code_labels=codes,
        protected=_protection(entry),
    )


def _codes(entry: Entry) -> Iterator[str]:
    for code, _ in entry.entries("codes"):
        if not _CODE.match(code):
            entry.entry("codes").fail(code, f"{code!r} cannot be a code", "lower case with underscores")
        yield code


def _protection(entry: Entry) -> Protection | None:
    if "protected" not in entry:
        return None
    below = entry.entry("protected")
    below.only("why", "mask")
    return Protection(below.text("why"), below.flag("mask"))


def _labels(entry: Entry, key: str = "label") -> Labels:
    below = entry.entry(key)
    below.only(*LANGUAGES)
    return {language: below.text(language) for language in LANGUAGES}


def _own_name(entry: Entry, key: str, form: re.Pattern[str]) -> str:
    """The name that a file declares. It is the file's own, so no two files can declare one name."""
    name = entry.text(key)
    if not form.match(name):
        entry.fail(key, f"{name!r} is not written as a {key}'s name")
    if not entry.file.endswith(f"/{name}.yaml"):
        entry.fail(key, f"the file declares {name!r}", f"name the file {name}.yaml")
    return name


def _members(
    entry: Entry, key: str, known: Collection[str], what: str, default: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    names = entry.texts(key, default)
    if not names and default is None:
        entry.fail(key, "the list is empty")
    for name in names:
        if name not in known:
            entry.fail(key, f"{name!r} is no {what}")
    return names
