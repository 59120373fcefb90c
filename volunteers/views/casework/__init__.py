"""How staff handle one application: its page in the back office, and what may be done with it there.

Addresses and rights are the admin's (volunteers/admin/applications.py, casepages.py); the rules stand in flow.py,
worklist.py, meetings.py, corrections.py and merging.py.
"""

from .deeds import DEEDS
from .entry import entry
from .found import found
from .page import page
from .words import answer_due, refusal, status

__all__ = ["DEEDS", "answer_due", "entry", "found", "page", "refusal", "status"]
