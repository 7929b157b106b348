"""Writes every generated file that is committed. The suite compares them (tests/test_generated.py).

python tools/generate.py
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from api.graphql.build import write_schema
from api.reference import write_cli_reference
from ontology.rdf.alignment import write_alignment
from ontology.rdf.context import write_context
from ontology.rdf.owl import write_ontology
from ontology.rdf.shapes import write_shapes
from ontology.reference import write_reference
from tools.languages import write_languages
from tools.recognised import write_recognised
from tools.sample_chart import write_sample_chart
from tools.tour import write_readme

ROOT = Path(__file__).resolve().parent.parent
GENERATED: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("README.md", write_readme),
    ("api/schema.graphql", write_schema),
    ("docs/cli.md", write_cli_reference),
    ("docs/languages.md", write_languages),
    ("docs/ontology.md", write_reference),
    ("docs/recognised.md", write_recognised),
    ("docs/sample-chart.svg", write_sample_chart),
    ("ontology/rdf/align.ttl", write_alignment),
    ("ontology/rdf/context.jsonld", write_context),
    ("ontology/rdf/ontology.ttl", write_ontology),
    ("ontology/rdf/shapes.ttl", write_shapes),
)
"""Path below the root, and the function that writes it."""


def main() -> None:
    for path, write in GENERATED:
        write(ROOT / path)
        print(path)


if __name__ == "__main__":
    main()
