"""Settings come from the environment once; a wrong variable is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.settings import data_folder, read_settings
from graph.login import Login
from ontology.errors import SetupError


def test_an_empty_environment_gives_a_store_in_the_users_folder_on_loopback() -> None:
    settings = read_settings({})
    assert settings.store == f"sqlite:{data_folder() / 'linkwright.sqlite'}"
    assert (settings.host, settings.port, settings.principal) == ("127.0.0.1", 8000, "developer")
    assert settings.workers >= 1


def test_every_variable_is_read() -> None:
    settings = read_settings(
        {
            "LINKWRIGHT_STORE": "sqlite:/tmp/a.sqlite",
            "LINKWRIGHT_LEDGER": "/tmp/b.ledger",
            "LINKWRIGHT_HOST": "0.0.0.0",
            "LINKWRIGHT_PORT": "0",
            "LINKWRIGHT_WORKERS": "3",
            "LINKWRIGHT_PRINCIPAL": "ana",
            "LINKWRIGHT_CURSOR_KEY": "sixteen-letters!",
            "LINKWRIGHT_REQUEST_SECONDS": "7",
            "LINKWRIGHT_INTROSPECTION": "off",
        }
    )
    assert (settings.store, settings.ledger_file) == ("sqlite:/tmp/a.sqlite", Path("/tmp/b.ledger"))
    assert (settings.host, settings.port, settings.workers, settings.principal) == ("0.0.0.0", 0, 3, "ana")
    assert (settings.request_seconds, settings.introspection) == (7.0, False)
    assert settings.cursor_key == b"sixteen-letters!"
    assert "sixteen" not in repr(settings)


def test_the_ledger_follows_the_store() -> None:
    settings = read_settings({})
    assert replace(settings, store="sqlite:/tmp/x.sqlite").ledger_file == Path("/tmp/x.sqlite.ledger")
    for address in ("bolt://localhost", "neo4j://localhost:7687"):
        assert replace(settings, store=address).ledger_file == data_folder() / "localhost-7687.ledger"


def test_the_password_of_the_store_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from a file\n", "utf-8")
    given = {"LINKWRIGHT_NEO4J_USER": "ana", "LINKWRIGHT_NEO4J_AUTHORITIES": "/ca.pem"}
    for more, password in (
        ({"LINKWRIGHT_NEO4J_PASSWORD": "from a variable"}, "from a variable"),
        ({"LINKWRIGHT_NEO4J_PASSWORD_FILE": str(file)}, "from a file"),
    ):
        settings = read_settings(given | more)
        assert settings.login == Login("ana", password, Path("/ca.pem"))
        assert password not in repr(settings)
    assert read_settings({"LINKWRIGHT_NEO4J_PASSWORD": "alone is enough"}).login.user == "neo4j"
    assert read_settings({}).login == Login()


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"LINKWRIGHT_NEO4J_PASSWORD": "neo4j"}, "LINKWRIGHT_NEO4J_PASSWORD"),
        ({"LINKWRIGHT_NEO4J_USER": "ana"}, "LINKWRIGHT_NEO4J_USER"),
        ({"LINKWRIGHT_NEO4J_PASSWORD_FILE": "/no/such/file"}, "LINKWRIGHT_NEO4J_PASSWORD_FILE"),
        ({"LINKWRIGHT_NEO4J_PASSWORD_FILE": "/f", "LINKWRIGHT_NEO4J_PASSWORD": "x"}, "LINKWRIGHT_NEO4J_PASSWORD_FILE"),
    ],
)
def test_a_login_that_cannot_be_is_named(given: dict[str, str], where: str) -> None:
    with pytest.raises(SetupError) as caught:
        read_settings(given)
    assert caught.value.where == where


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LINKWRIGHT_PORT", "70000"),
        ("LINKWRIGHT_PORT", "http"),
        ("LINKWRIGHT_WORKERS", "0"),
        ("LINKWRIGHT_REQUEST_SECONDS", "-1"),
        ("LINKWRIGHT_INTROSPECTION", "maybe"),
        ("LINKWRIGHT_CURSOR_KEY", "short"),
    ],
)
def test_a_wrong_variable_is_named(name: str, value: str) -> None:
    with pytest.raises(SetupError) as caught:
        read_settings({name: value})
    assert caught.value.where == name


def test_two_processes_do_not_share_a_random_key() -> None:
    assert read_settings({}).cursor_key != read_settings({}).cursor_key
