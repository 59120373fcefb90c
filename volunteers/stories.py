"""Volunteers' stories on the site: each stands on a consent, and with it falls."""

from django.db.models import QuerySet

from volunteers.models import Consent, ConsentText, Story

SHOWN = 3


def told() -> QuerySet[Story]:
    """What visitors read, the newest first."""
    stories = Story.objects.public().filter(consent__withdrawn_at=None)
    return stories.select_related("cover").order_by("-published_at", "-pk")[:SHOWN]


def consents_to_tell(story: Story | None = None) -> QuerySet[Consent]:
    """Of whom a story may be told: who agreed and has none yet, and whose story this is."""
    agreed = Consent.objects.filter(text__purpose=ConsentText.Purpose.STORY, withdrawn_at=None)
    free = agreed.filter(story=None)
    return free | agreed.filter(story=story) if story and story.pk else free
