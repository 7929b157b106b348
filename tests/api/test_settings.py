"""Settings come from the environment once; a wrong variable is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.settings import data_folder, read_settings
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
    assert replace(settings, store="bolt://localhost:7687").ledger_file == data_folder() / "linkwright.ledger"


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
