"""What time does, step by step: ``manage.py nightly``.

Every deed has a transaction of its own and looks again, under a lock or by a unique key, whether it is still due. So a
run may be repeated, run beside another one, or come after a week of silence, and a broken row does not stop the others.
"""

from volunteers.nightly import moves, reminders, retention, staff, sweeps
from volunteers.nightly.phase import Phase, Sweep

__all__ = ["PHASES", "Phase", "Sweep"]

# In this order: what leaves tonight is not reminded, and a place that falls free is offered before anyone is told.
PHASES: list[Phase | Sweep] = [*moves.PHASES, *reminders.PHASES, *retention.PHASES, *staff.PHASES, *sweeps.PHASES]
