"""Limits by address for public forms, in a store that all server processes share."""

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks: the last hop that a trusted proxy of ours added, never what the client wrote."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES:
        return hops[-settings.TRUSTED_PROXIES]
    return request.META.get("REMOTE_ADDR", "")


def too_many(request: HttpRequest, deed: str, *, limit: int, seconds: int = 3600, whose: str = "") -> bool:
    """Count one more ``deed`` from this address; True when it was over ``limit`` within ``seconds`` already.

    Args:
        whose: count by this instead, wherever it is asked from: a mailbox that must not be flooded.
    """
    # Only a keyed hash is kept: an address is personal data.
    key = f"throttle:{deed}:{salted_hmac('throttle', whose or client_address(request)).hexdigest()[:32]}"
    store = caches["shared"]
    if store.add(key, 1, seconds):
        return False
    try:
        return store.incr(key) > limit
    except ValueError:  # it ran out between the two calls
        store.add(key, 1, seconds)
        return False
