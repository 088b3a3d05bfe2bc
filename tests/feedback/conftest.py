"""Fixtures for the tests of this package."""

from collections.abc import AsyncIterator

import pytest

from tests.feedback.families import drop_family, make_family


@pytest.fixture
async def family(database: str) -> AsyncIterator[None]:
    """A fresh database, open, with two empty tables of mothers and their children."""
    await make_family()
    yield
    await drop_family()
