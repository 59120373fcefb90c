"""Counts of people under five are not shown, and whoever knows the sum cannot work them out."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers.reports.small import Cell, protect


def shown(*counts) -> list[str]:
    return [str(cell) for cell in protect(counts)]


@pytest.mark.parametrize(
    ("counts", "cells"),
    [
        ([0, 0, 0], ["0", "0", "0"]),
        ([7, 0, 5], ["7", "0", "5"]),
        ([1, 0, 2], ["<5", "0", "<5"]),  # their sum is hidden, too
        ([3, 4, 0], ["<5", "<5", "0"]),  # 3 + 4 or 4 + 3
        ([3, 9, 6], ["<5", "9", "…"]),  # 6 with it, or the sum would tell 3
        ([3, 9, 0], ["<5", "…", "0"]),
        ([4, 4, 0], ["<5", "<5", "…"]),  # 8 is only 4 + 4
        ([4, 4, 4], ["…", "…", "…"]),
        ([1, 1, 1, 1], ["…", "…", "…", "…"]),  # their sum, "<5", would tell each
    ],
)
def test_what_a_table_shows(counts, cells):
    assert shown(*counts) == cells


def test_a_hidden_cell_has_no_bar():
    assert [cell.shown for cell in protect([3, 9, 6])] == [None, 9, None]
    assert str(Cell(4)) == "<5"


@given(st.lists(st.integers(0, 11), min_size=2, max_size=4))
def test_the_sum_tells_no_small_count(counts):
    cells = shown(*counts)
    total = sum(counts)
    could_be = {"<5": range(1, 5), "…": range(total + 1)}
    tables = [
        table
        for table in product(*(could_be.get(cell, [count]) for cell, count in zip(cells, counts, strict=True)))
        if (sum(table) == total if total >= 5 else 0 < sum(table) < 5) or total == 0
    ]

    for number, count in enumerate(counts):
        if 0 < count < 5 and cells != ["<5"]:
            possible = {table[number] for table in tables}
            assert len(possible) > 1, (counts, cells)
