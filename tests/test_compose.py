"""The compose files: what they pin, what they leave to be set, and that they reach no further than this machine."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from api import settings
from tests.conftest import ROOT
from tools.neo4j.jars import DEFAULT_VERSION

FILES = ("compose.yaml", "compose.embedded.yaml")


def services(file: str) -> dict[str, dict[str, Any]]:
    return dict(yaml.safe_load((ROOT / file).read_text("utf-8"))["services"])


def test_neo4j_is_the_one_that_the_suite_runs_on_and_has_no_default_password() -> None:
    server = services("compose.yaml")["neo4j"]
    assert server["image"] == f"neo4j:{DEFAULT_VERSION}-community"
    assert re.fullmatch(r"neo4j/\$\{LINKWRIGHT_NEO4J_PASSWORD:\?[^}]+\}", server["environment"]["NEO4J_AUTH"])
    assert "$" not in server["healthcheck"]["test"][1].replace("$${NEO4J_AUTH#neo4j/}", "")
    assert any("heap" in name for name in server["environment"])
    assert any("pagecache" in name for name in server["environment"])
    assert "neo4j-data:/data" in server["volumes"]


def test_linkwright_waits_for_it_and_reads_the_password_from_a_file() -> None:
    linkwright = services("compose.yaml")["linkwright"]
    assert linkwright["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert linkwright["environment"]["LINKWRIGHT_NEO4J_PASSWORD_FILE"] == "/run/secrets/neo4j_password"
    assert linkwright["environment"]["LINKWRIGHT_STORE"] == "bolt://neo4j:7687"
    assert "LINKWRIGHT_NEO4J_PASSWORD" not in linkwright["environment"]


@pytest.mark.parametrize("file", FILES)
def test_every_service_is_looked_after_and_stays_on_this_machine(file: str) -> None:
    for service in services(file).values():
        assert service["healthcheck"]["test"]
        assert service["volumes"]
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])


@pytest.mark.parametrize("file", FILES)
def test_every_variable_of_ours_is_a_setting(file: str) -> None:
    ours = {n for service in services(file).values() for n in service["environment"] if n.startswith("LINKWRIGHT")}
    assert ours
    assert all(name in (settings.__doc__ or "") for name in ours)
