"""The last letter."""

from lvg_portal.outbox import Envelope, letter


@letter("erased")
def erased(**refs) -> Envelope | None:
    """Sent from memory by ``outbox.send_last``; once that is over, nobody knows where to."""
    return None
