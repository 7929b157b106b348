"""The directory names who may ask; what is wrong in it is named, and what is taken out of it ends at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.access.directory import Directory
from ontology.errors import IdentityError, SetupError
from tests.api.access.identities import Issuer


def test_a_principal_has_roles_and_sees_agencies(issuer: Issuer) -> None:
    directory = Directory(issuer.directory)
    ana, leo, dev = (directory.principal(id_) for id_ in ("ana", "leo", "dev"))
    assert ana
    assert leo
    assert dev
    assert [p.may("write") for p in (ana, leo, dev)] == [True, False, False]
    assert [p.may("introspect") for p in (ana, leo, dev)] == [False, False, True]
    assert [p.sees({"submitting_agency": "GN"}) for p in (ana, leo)] == [True, False]
    assert directory.principal("nobody") is None


def test_it_is_read_again_when_it_changes(issuer: Issuer) -> None:
    directory = Directory(issuer.directory)
    assert directory.principal("ana")
    text = issuer.directory.read_text("utf-8")
    issuer.directory.write_text(text.replace("id: ana", "id: anna"), "utf-8")
    assert directory.principal("ana") is None
    issuer.directory.write_text("principals: nonsense", "utf-8")
    with pytest.raises(IdentityError):
        directory.principal("anna")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("principals: []", "principals"),
        ("principals: [{id: a, organisation: b, roles: [king], agencies: all}]", "principals.0.roles.0"),
        ("principals: [{id: a, organisation: b, roles: [reader]}]", "principals.0.agencies"),
        ("principals: [{id: a, organisation: b, roles: [reader], agencies: all, more: 1}]", "principals.0.more"),
        ("tokens: {issuer: a, audience: b, keys: c, algorithms: [HS256]}\nprincipals: []", "tokens.algorithms.0"),
        ("principals: [{id: a, organisation: b, roles: [reader], agencies: all},"
         " {id: a, organisation: c, roles: [reader], agencies: all}]", "principals"),
        (": :", "directory.yaml"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, where: str) -> None:
    file = tmp_path / "directory.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(SetupError) as caught:
        Directory(file)
    assert where in caught.value.where


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="cannot be read"):
        Directory(tmp_path / "none.yaml")
