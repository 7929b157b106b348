"""The file that declares what exports say beyond the schema, spoiled in one place after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.errors import SchemaError
from ontology.rdf.vocabulary import read_vocabulary

TEXT = (Path(__file__).parents[3] / "ontology" / "rdf" / "records.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("  reliability:\n    value: text", "  birthDate:\n    value: text", "'birthDate' is a name of the schema"),
        ("  reliability:\n    value: text", "  memberOf:\n    value: text", "'memberOf' is a name of the schema"),
        ("    value: Claim", "    value: Assertion", "unknown value 'Assertion'"),
        ("  Chart:\n", "  Person:\n", "'Person' is a type of the schema"),
        ("      banner: optional", "      flag: optional", "no term 'flag'"),
        ("      banner: optional", "      banner: seldom", "unknown value 'seldom'"),
        ("types:\n  Person:", "types:\n  Human:", "no type 'Human'"),
    ],
)
def test_a_mistake_is_named(old: str, new: str, why: str) -> None:
    assert old in TEXT
    with pytest.raises(SchemaError, match=why):
        read_vocabulary(TEXT.replace(old, new, 1))
