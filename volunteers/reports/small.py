"""Counts of people that are too small to be shown: 1 to 4 print "<5", and no table lets one work them out.

Where the sum of a table is known, one hidden cell could be found by subtraction. So another cell, which is none or five
and more, is hidden with it ("…"): the smallest that will do. Two reports are not guarded against each other: who
publishes the quarters of a year does not publish the year beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SMALL = 5
HIDDEN = "…"


@dataclass(frozen=True)
class Cell:
    count: int
    is_hidden_too: bool = False  # it would tell another

    def __str__(self):
        if self.is_hidden_too:
            return HIDDEN
        return f"<{SMALL}" if self.is_small else str(self.count)

    @property
    def is_small(self) -> bool:
        return 0 < self.count < SMALL

    @property
    def shown(self) -> int | None:
        """The figure for a bar; None where there must be none."""
        return None if self.is_small or self.is_hidden_too else self.count


def protect(counts: Sequence[int]) -> list[Cell]:
    """The cells of a table whose sum stands beside it."""
    small = [count for count in counts if Cell(count).is_small]
    if len(small) == sum(counts) == SMALL - 1:  # so many who are so few can only be one each
        return [Cell(count, is_hidden_too=True) for count in counts]
    hidden: set[int] = set()
    if small and sum(counts) >= SMALL:  # a small sum is hidden itself, and tells nothing
        # The smallest first; cells of nobody last, for a hidden nobody surprises.
        rest = sorted(
            (n for n, count in enumerate(counts) if count not in small), key=lambda n: (not counts[n], counts[n])
        )
        while _can_be_told(small, [counts[n] for n in hidden]):
            if not rest:  # every cell is as small as can be, or as large: none may say that it is small
                return [Cell(count, is_hidden_too=True) for count in counts]
            hidden.add(rest.pop(0))
    return [Cell(count, n in hidden) for n, count in enumerate(counts)]


def _can_be_told(small: list[int], others: list[int]) -> bool:
    """Whether the sum of the hidden cells leaves one value only for a small one of them."""
    total, rest = sum(small) + sum(others), len(small) - 1
    possible = [value for value in range(1, SMALL) if _can_be(total - value, rest, bool(others))]
    return len(possible) < 2


def _can_be(total: int, small: int, with_others: bool) -> bool:
    """Whether so many small cells, and others of none or five and more, can make the total."""
    least, most = small, small * (SMALL - 1)
    return least <= total <= most or (with_others and total >= least + SMALL)
