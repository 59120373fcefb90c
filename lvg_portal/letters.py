"""The portal's own letters: what a visitor wrote to us, and a new password for staff."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from lvg_portal.models import ContactMessage, SiteSettings
from lvg_portal.outbox import Envelope, letter


@letter("contact", to="staff")
def contact(message: int) -> Envelope | None:
    row = ContactMessage.objects.filter(pk=message).first()
    if row is None:
        return None
    return Envelope(to=SiteSettings.load().email, context={"message": row}, reply_to=row.email)


@letter("password_reset", to="staff")
def password_reset(user: int) -> Envelope | None:
    """The link is made when the letter is sent: nothing that opens an account rests in the outbox."""
    account = get_user_model().objects.filter(pk=user, is_active=True, is_staff=True).first()
    if account is None or not account.email:
        return None
    place = [urlsafe_base64_encode(force_bytes(account.pk)), default_token_generator.make_token(account)]
    link = settings.SITE_URL + reverse("password_reset_confirm", args=place)
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    return Envelope(to=account.email, context={"link": link, "username": account.get_username(), "link_hours": hours})
