"""Limits by address for public forms, in a table that all server processes share."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lvg_portal.models import Throttle


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks: the last hop that a trusted proxy of ours added, never what the client wrote."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES:
        return hops[-settings.TRUSTED_PROXIES]
    return request.META.get("REMOTE_ADDR", "")


def too_many(request: HttpRequest, deed: str, *, limit: int, seconds: int = 3600, whose: str = "") -> bool:
    """Count one more ``deed`` from this address; True when it is over ``limit`` within ``seconds`` of the first one.

    Args:
        whose: count by this instead, wherever it is asked from: a mailbox that must not be flooded.
    """
    key = f"{deed}:{salted_hmac('throttle', whose or client_address(request)).hexdigest()[:32]}"
    now = timezone.now()
    Throttle.objects.filter(ends_at__lte=now).delete()
    with transaction.atomic():
        # No cache: Django's counts by reading and writing, so that two at once are one, and each time its end moves.
        first = Throttle(key=key, ends_at=now + timedelta(seconds=seconds))
        Throttle.objects.bulk_create([first], ignore_conflicts=True)
        Throttle.objects.filter(key=key).update(count=F("count") + 1)
        return Throttle.objects.filter(key=key, count__gt=limit).exists()
