"""The kinds of columns that the tables have, whatever they are about."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Integer, Text

from sql.types import ReceivedText, UtcTime


def code(name: str, *, nullable: bool = False) -> Column[str]:
    """A text of ours: a code, a quarter, a hash, an address."""
    return Column(name, Text, nullable=nullable)


def said(name: str, *, nullable: bool = True) -> Column[str]:
    """A text of somebody else's."""
    return Column(name, ReceivedText, nullable=nullable)


def number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def time(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, UtcTime, nullable=nullable)


def by() -> list[Column[Any]]:
    """Who said or decided it, in which role, and when."""
    return [said("by", nullable=False), said("role", nullable=False), time("at")]


def of_account() -> ForeignKeyConstraint:
    """What is somebody's goes with the account."""
    return ForeignKeyConstraint(
        ["municipality", "account"], ["account.municipality", "account.id"], ondelete="CASCADE"
    )
