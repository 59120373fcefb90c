"""Our letters: to whom, about what, and when one is no longer needed. Their words stand in templates/letters/.

Links are made here, at sending time: a letter that waits holds primary keys only.
"""

from . import applicant, bulk, clock, guardian, leaving, serving, staff, words

__all__ = ["applicant", "bulk", "clock", "guardian", "leaving", "serving", "staff", "words"]
