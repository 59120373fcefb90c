"""What people thought of volunteering with us: who is asked, and what may be told about the answers."""

from django.db.models import Avg, Count

from volunteers.models import Application, Feedback

Status = Application.Status
TOLD_FROM = 5  # answers: an average of fewer would tell who said what


def may_be_given(application: Application) -> bool:
    """By who has volunteered and no longer does, once."""
    if application.status not in (Status.COMPLETED, Status.WITHDRAWN) or hasattr(application, "feedback"):
        return False
    return application.status == Status.COMPLETED or application.events.filter(target=Status.ACTIVE).exists()


def give(application: Application, *, rating: int, liked: str, better: str) -> None:
    """Keep the answer; of two clicks the first one counts."""
    answer = {"rating": rating, "liked": liked, "better": better}
    Feedback.objects.bulk_create([Feedback(application=application, **answer)], ignore_conflicts=True)


def average() -> dict:
    """``{"count": 12, "rating": 4.5}``; the rating is None while there are too few."""
    found = Feedback.objects.aggregate(count=Count("pk"), rating=Avg("rating"))
    return found if found["count"] >= TOLD_FROM else {**found, "rating": None}
