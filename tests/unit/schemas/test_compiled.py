"""Data files that are kept parsed."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest

from schemas.compiled import kept_content

CONTENT = {"from": date(2024, 1, 31), "entries": [{"code": "a", "order": 1, "plain": True}, None]}


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    source = tmp_path / "codes.yaml"
    source.write_text("code: a\n")
    return source


def kept(source: Path) -> list[Path]:
    return list(source.parent.glob("__pycache__/*"))


def never(path: Path) -> object:
    raise AssertionError(f"{path} was parsed again")


def test_what_was_parsed_is_kept_with_its_dates(source: Path) -> None:
    assert kept_content(source, lambda _: CONTENT) == CONTENT
    assert kept_content(source, never) == CONTENT


def test_a_changed_file_is_parsed_again(source: Path) -> None:
    kept_content(source, lambda _: CONTENT)
    os.utime(source, ns=(1, 1))
    assert kept_content(source, lambda _: {"code": "b"}) == {"code": "b"}


@pytest.mark.parametrize("spoilt", [b"", b"no marshal", b"N"])
def test_what_cannot_be_used_is_made_anew(source: Path, spoilt: bytes) -> None:
    kept_content(source, lambda _: CONTENT)
    kept(source)[0].write_bytes(spoilt)
    assert kept_content(source, lambda _: CONTENT) == CONTENT
    assert kept_content(source, never) == CONTENT


def test_nothing_is_written_where_python_may_not_write_its_own(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert kept_content(source, lambda _: CONTENT) == CONTENT
    assert kept(source) == []


def test_what_marshal_does_not_know_is_not_kept(source: Path) -> None:
    assert kept_content(source, lambda _: {"x": object}) == {"x": object}
    assert kept(source) == []


def test_a_file_that_is_not_there_is_the_parsers_to_report(source: Path) -> None:
    source.unlink()
    with pytest.raises(AssertionError, match="parsed again"):
        kept_content(source, never)
