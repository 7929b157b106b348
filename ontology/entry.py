"""YAML with places: a mapping that knows the file and line it came from, so that a mistake is named where it stands.

Scalars are read as the text that stands there (`no` is "no", never False), and a key given twice is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NoReturn

import yaml

from ontology.errors import SchemaError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C reader is five times faster and is in every published wheel; a PyYAML built without it reads alike."""
_NULL = ("", "null", "~")
_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Entry:
    """One mapping of a file. `path` is the dotted way to it; `nodes` are its values by key, as YAML nodes.

    Every reader raises SchemaError with `file:line path.key` when the key is missing or of another shape.
    """

    file: str
    path: str
    line: int
    nodes: dict[str, yaml.Node]

    @classmethod
    def read(cls, file: str, text: str) -> Entry:
        """The mapping that a file holds."""
        try:
            node = yaml.compose(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise SchemaError(f"not YAML: {error.problem}", where=f"{file}:{line}") from None
        return cls._of(file, "", node)

    @classmethod
    def _of(cls, file: str, path: str, node: yaml.Node | None) -> Entry:
        line = node.start_mark.line + 1 if node else 1
        if not isinstance(node, yaml.MappingNode):
            raise SchemaError("a mapping is expected", where=f"{file}:{line} {path}".rstrip())
        nodes: dict[str, yaml.Node] = {}
        for key, value in node.value:
            where = f"{file}:{key.start_mark.line + 1} {_join(path, str(key.value))}"
            if not isinstance(key, yaml.ScalarNode):
                raise SchemaError("a key is a word", where=where)
            if key.value in nodes:
                raise SchemaError("the key stands twice", where=where)
            nodes[key.value] = value
        return cls(file, path, line, nodes)

    def __contains__(self, key: str) -> bool:
        return key in self.nodes

    def fail(self, key: str, what: str, mend: str = "") -> NoReturn:
        """Raise SchemaError at a key of this mapping (or at the mapping itself where the key is missing)."""
        node = self.nodes.get(key)
        line = node.start_mark.line + 1 if node else self.line
        raise SchemaError(what, where=f"{self.file}:{line} {_join(self.path, key)}", mend=mend)

    def only(self, *allowed: str) -> None:
        """Refuse keys that are not in the list."""
        for key in self.nodes:
            if key not in allowed:
                self.fail(key, f"unknown key {key!r}", "one of " + ", ".join(allowed))

    def text(self, key: str, default: str | None = None) -> str:
        if key not in self.nodes and default is not None:
            return default
        node = self._node(key)
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.fail(key, "a text is expected")
        return str(node.value)

    def optional(self, key: str) -> str | None:
        """A text, or None where the key is missing or null."""
        node = self.nodes.get(key)
        if node is None or (isinstance(node, yaml.ScalarNode) and node.value in _NULL):
            return None
        return self.text(key)

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        value = self.text(key)
        if value not in allowed:
            self.fail(key, f"unknown value {value!r}", "one of " + ", ".join(allowed))
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        if key not in self.nodes:
            return default
        value = self.text(key)
        if value not in _FLAGS:
            self.fail(key, f"true or false is expected, not {value!r}")
        return _FLAGS[value]

    def whole(self, key: str) -> int:
        value = self.text(key)
        if not value.isdecimal():
            self.fail(key, f"a whole number is expected, not {value!r}")
        return int(value)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts, each given once."""
        if key not in self.nodes and default is not None:
            return default
        node = self._node(key)
        if not isinstance(node, yaml.SequenceNode):
            self.fail(key, "a list is expected")
        items: list[str] = []
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode):
                self.fail(key, "a list of words is expected")
            if item.value in items:
                self.fail(key, f"{item.value!r} stands twice")
            items.append(item.value)
        return tuple(items)

    def entry(self, key: str) -> Entry:
        return self._of(self.file, _join(self.path, key), self._node(key))

    def entries(self, key: str) -> Iterator[tuple[str, Entry]]:
        """The mappings below a key, by name; none where the key is missing."""
        if key in self.nodes:
            below = self.entry(key)
            for name in below.nodes:
                yield name, below.entry(name)

    def below(self, key: str) -> Iterator[Entry]:
        """The mappings of a list below a key; each is named by its place in the list, from 1."""
        node = self._node(key)
        if not isinstance(node, yaml.SequenceNode):
            self.fail(key, "a list is expected")
        for place, item in enumerate(node.value, start=1):
            yield self._of(self.file, f"{_join(self.path, key)}[{place}]", item)

    def _node(self, key: str) -> yaml.Node:
        if key not in self.nodes:
            self.fail(key, f"{key!r} is missing")
        return self.nodes[key]


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
