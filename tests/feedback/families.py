"""Mothers and children: two small tables that both engines read alike, beside those of the service."""

import sqlite3

import asyncpg

from feedback.database import execute

# A mother that is missing is noticed at the commit, not before.
MOTHERS = "CREATE TABLE mother (id INTEGER PRIMARY KEY)"
CHILDREN = """CREATE TABLE child (
    id INTEGER PRIMARY KEY, mother INTEGER REFERENCES mother (id) DEFERRABLE INITIALLY DEFERRED, name TEXT)"""
INTEGRITY_ERRORS = (sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)


async def make_family() -> None:
    """Make the two tables, empty."""
    await execute(MOTHERS)
    await execute(CHILDREN)


async def drop_family() -> None:
    """Remove the two tables."""
    await execute("DROP TABLE child")
    await execute("DROP TABLE mother")


async def names() -> list[str]:
    """The names of the children, in the order of their keys."""
    return [row["name"] for row in await execute("SELECT name FROM child ORDER BY id")]
