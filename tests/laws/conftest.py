"""Stores loaded once for a whole run of the laws."""

from __future__ import annotations

import asyncio

import pytest

from tests.laws.loading import Load, load_rows


@pytest.fixture(scope="session")
def load(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """Load rows into a new store by the name given; returns the store's file."""
    folder = tmp_path_factory.mktemp("laws")
    return lambda rows, name: asyncio.run(load_rows(folder, rows, name))
