"""The subjects, one module each. A new wording is a line in one of them, or in the data beside."""

from tasks.proofread.claims.subjects import (
    amounts,
    bases,
    comparisons,
    differences,
    directions,
    doubled,
    evenness,
    members,
    named_tables,
    outside,
    points,
    printed_sums,
    ranking,
    ratios,
    shares,
)

SUBJECTS = (
    amounts, bases, comparisons, differences, directions, doubled, evenness, members,
    named_tables, outside, points, printed_sums, ranking, ratios, shares,
)  # fmt: skip
"""The modules whose subjects are registered by being imported."""
