"""YAML mappings from people and other systems: front matter, sidecars, profiles.

Read strictly: every scalar is a text (`NO` is Norway, `0012` keeps its zeros, a date stays as written) or null; no
aliases, no tags, no key twice, nesting and size limited.
"""

from __future__ import annotations

from typing import Any

import yaml

from extractors.readers.limits import Limits
from ontology.errors import InputError


def read_mapping(text: str, limits: Limits, *, first_line: int = 1) -> dict[str, object] | None:
    """The mapping that a YAML text holds; empty for a blank one, None where the text is no mapping but plain words.

    Raises InputError for broken YAML; `where` is the line, counted from `first_line`.
    """
    if len(text.encode("utf-8", "surrogatepass")) > limits.metadata_bytes:
        raise InputError(f"the metadata has more than {limits.metadata_bytes} bytes", where=f"line {first_line}")
    try:
        loader = _Strict(text, limits.nesting)
        try:
            value = loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise InputError(f"the metadata is not YAML: {error.problem}", where=f"line {line}") from None
    except yaml.YAMLError as error:  # a character that YAML forbids
        raise InputError(
            f"the metadata is not YAML: {str(error).splitlines()[0]}", where=f"line {first_line}"
        ) from None
    if value is None:
        return {}
    return {str(key): item for key, item in value.items()} if isinstance(value, dict) else None


class _Strict(yaml.SafeLoader):
    yaml_implicit_resolvers = {
        key: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
        for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def __init__(self, text: str, nesting: int) -> None:
        super().__init__(text)
        self.nesting = nesting
        self.level = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="aliases are not taken", problem_mark=mark)
        if event.tag is not None:
            raise yaml.MarkedYAMLError(problem="tags are not taken", problem_mark=mark)
        if self.level >= self.nesting:
            raise yaml.MarkedYAMLError(problem=f"nested deeper than {self.nesting}", problem_mark=mark)
        self.level += 1
        node = super().compose_node(parent, index)
        self.level -= 1
        return node

    def construct_mapping(self, node: Any, deep: bool = True) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a key is not a word", problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value!r} stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)
