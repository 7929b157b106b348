"""The page docs/ontology.md, written from the schema, so that it cannot lag behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ontology.loader import schema
from ontology.model import Link, Property, Schema, Type
from ontology.values import VALUE_TYPES, value_type

_HEAD = """\
# Ontology

What linkwright knows of: types of entities, links between them, properties and the forms of their values. This page is
generated from `ontology/schema/` (`make generate`); edit the files there. A new type or link is one file.

**Match**: resolution may compare the property. **Key**: equal values are the same thing without further evidence, as
long as the value is whole. **Many**: several values may hold at once; where it does not stand, sources that differ are
shown side by side all the same. **Protected**: sensitive, held for the reason that stands below the table.
"""


def write_reference(path: Path) -> None:
    """Write the page to a file."""
    path.write_text(reference(schema()), "utf-8")


def reference(schema: Schema) -> str:
    """The page as Markdown."""
    parts = [_HEAD, "## Types\n", *_types(schema.entity_types)]
    parts += ["## Values without an entity of their own\n"]
    parts += _types(t for t in schema.types.values() if t.is_value)
    parts += ["## Links\n", _link_table(schema.links.values())]
    parts += [part for link in schema.links.values() for part in _link(link)]
    parts += ["## Value types\n", _value_table()]
    return "\n".join(parts)


def _types(types: Iterable[Type]) -> Iterator[str]:
    for type_ in types:
        yield f"### {type_.name}\n"
        facts = [f"{type_.label['en']} · {type_.label['es']}"]
        facts += [type_.pole] if type_.pole else []
        facts += [f"labelled by {', '.join(f'`{name}`' for name in type_.caption)}"]
        if type_.caption_beside:
            facts[-1] += f" with {', '.join(f'`{name}`' for name in type_.caption_beside)}"
        if not type_.resolved and not type_.is_value:
            facts.append("never joined across documents by the machine")
        yield f"{type_.why}\n\n*{' · '.join(facts)}*\n"
        yield from _properties(type_.properties.values())


def _link_table(links: Iterable[Link]) -> str:
    rows = [
        (f"[{link.name}](#{link.name.lower()})", ", ".join(link.subjects), "↔" if link.symmetric else "→",
         ", ".join(link.objects), link.time)
        for link in links
    ]  # fmt: skip
    return _table(("link", "subject", "", "object", "time"), rows)


def _link(link: Link) -> Iterator[str]:
    yield f"### {link.name}\n"
    facts = [f"{link.label['en']} · {link.label['es']}", link.time]
    facts += ["symmetric"] if link.symmetric else []
    facts += ["a cycle of such links is reported"] if link.acyclic else []
    facts += [f"`{link.qualifier}` is part of its identity"] if link.qualifier else []
    facts += [f"never walked from or to {', '.join(link.walk_not)}"] if link.walk_not else []
    yield f"{link.why}\n\n*{' · '.join(facts)}*\n"
    yield from _properties(link.properties.values())


def _properties(properties: Iterable[Property]) -> Iterator[str]:
    known = list(properties)
    if known:
        yield _table(("property", "value", "", "for"), [_property_row(p) for p in known])
    for property_ in known:
        if property_.codes:
            codes = "; ".join(f"`{c}` {label['en']} · {label['es']}" for c, label in property_.code_labels.items())
            yield f"`{property_.name}`: {codes}.\n"
    for property_ in known:
        if property_.protected:
            shown = " Output shows the last four characters only." if property_.protected.mask else ""
            yield f"Protected `{property_.name}`: {property_.protected.why}{shown}\n"


def _property_row(property_: Property) -> tuple[str, ...]:
    flags = {
        "key": property_.key,
        "match": property_.match and not property_.key,
        "many": property_.many,
        "protected": property_.protected is not None,
    }
    label = f"{property_.label['en']} · {property_.label['es']}"
    marks = ", ".join(name for name, holds in flags.items() if holds)
    return f"`{property_.name}`", f"`{property_.value}`", marks, f"{label}. {property_.why}"


def _value_table() -> str:
    types = [value_type(name) for name in VALUE_TYPES]
    return _table(("value type", "normal form", "example"), [(f"`{t.name}`", t.form, f"`{t.example}`") for t in types])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines) + "\n"
