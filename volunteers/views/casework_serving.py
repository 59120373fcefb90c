"""What staff do about serving on the page of one application: agreement, hours, certificate, record check."""

from volunteers.models import Application


def context(application: Application, user) -> dict:
    """What the page shows of it."""
    return {}


# Each changes something and returns what was done, in words, or raises MoveRefused: see casework.DEEDS.
DEEDS = {}
