"""The contact form on the page of our contacts: the one page for readers that has a form, and so a cookie."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvg_portal import outbox, pages, throttle
from lvg_portal.forms import ContactForm
from lvg_portal.models import ContactMessage, Page

MESSAGES_AN_HOUR = 5


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, page: Page) -> HttpResponse:
    """The contacts page with its form; what was sent becomes a message and a letter to us."""
    if request.method != "POST":
        return pages.show(request, page, form=ContactForm())
    form = ContactForm(request.POST)
    if not form.is_valid():
        return pages.show(request, page, form=form)
    if form.is_from_a_program:
        return redirect("contact_received")
    if throttle.too_many(request, "contact", limit=MESSAGES_AN_HOUR):
        form.add_error(None, _("Many messages have come from your network. Try again in an hour, or write an e-mail."))
        response = pages.show(request, page, form=form)
        response.status_code = 429
        return response
    keep(form)
    return redirect("contact_received")


def keep(form: ContactForm) -> None:
    """The message and its letter, or nothing; the same form sent twice is one message."""
    facts = {name: form.cleaned_data[name] for name in ("name", "reply_to", "text")}
    # "Received" is said only after COMMIT.
    with transaction.atomic(durable=True):
        message, is_new = ContactMessage.objects.get_or_create(
            key=form.cleaned_data["key"], defaults={**facts, "language": get_language()}
        )
        if is_new:
            outbox.post("contact", language="lt", message=message.pk)


@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """We have it; reloading sends nothing again."""
    return render(request, "portal/contact_received.html")
