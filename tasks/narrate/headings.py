"""Sections that say nothing are left out, with their headings."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.report import Block, Heading


def without_empty(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without headings that nothing stands under, not even a deeper heading."""
    kept: list[Block] = []
    for block in reversed(blocks):
        if isinstance(block, Heading):
            below = kept[-1] if kept else None
            if below is None or (isinstance(below, Heading) and below.level <= block.level):
                continue
        kept.append(block)
    return tuple(reversed(kept))
