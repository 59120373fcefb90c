"""How one step of the night runs: rows are found, then each is dealt with alone."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from tqdm import tqdm

log = logging.getLogger("volunteers.nightly")

AT_ONCE = 1000  # rows deleted in one transaction


@dataclass(frozen=True)
class Phase:
    """One kind of thing that time brings.

    Attributes:
        name: for the report: "applications expired".
        due: the rows whose time seems to have come; it changes nothing, for a dry run asks it too.
        do: deals with one row in a transaction of its own, after looking again whether it is due. False when it is
            not: someone was quicker.
    """

    name: str
    due: Callable[[], Iterable[Any]]
    do: Callable[[Any], bool]

    def plan(self) -> str:
        rows = list(self.due())
        numbers = ", ".join(sorted(filter(None, map(_number, rows))))
        return f"{self.name}: {len(rows)}" + (f" ({numbers})" if numbers else "")

    def run(self) -> tuple[int, int]:
        """Returns (done, failed)."""
        done = failed = 0
        for row in tqdm(list(self.due()), desc=self.name, unit="row", leave=False, disable=None):
            try:
                done += bool(self.do(row))
            except Exception as error:  # whatever is wrong with one row must not hold up the others
                _log(f"{self.name}, {_number(row) or 'a row'}", error)
                failed += 1
        return done, failed


@dataclass(frozen=True)
class Sweep:
    """Rows that are simply deleted when they are old."""

    name: str
    old: Callable[[], QuerySet]

    def plan(self) -> str:
        return f"{self.name}: {self.old().count()}"

    def run(self) -> tuple[int, int]:
        done = 0
        while keys := list(self.old().values_list("pk", flat=True)[:AT_ONCE]):
            self.old().model.objects.filter(pk__in=keys).delete()
            done += len(keys)
        return done, 0


def _number(row: Any) -> str:
    """The number of the application that the row is, or belongs to."""
    return getattr(getattr(row, "application", row), "number", "")


def run_all(phases: list[Phase | Sweep]) -> tuple[dict[str, int], int]:
    """What was done, by the name of the phase, and how much failed."""
    done, failures = {}, 0
    for phase in phases:
        try:
            done[phase.name], failed = phase.run()
        except Exception as error:  # nor one phase the next
            _log(phase.name, error)
            failed = 1
        failures += failed
    return done, failures


def _log(what: str, error: Exception) -> None:
    # The error's text may hold personal data: only its kind is kept.
    log.error("%s: %s", what, type(error).__name__)
