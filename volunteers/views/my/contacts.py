"""Name, phone, language; and the e-mail address, which counts only once the new mailbox has answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvg_portal import throttle
from volunteers import contacts, locks, tokens
from volunteers.contacts import CORRECTABLE
from volunteers.forms.my import ContactsForm, EmailForm
from volunteers.models import Application
from volunteers.tokens import Purpose
from volunteers.views.my import status
from volunteers.views.private import dead_link, opened, private

LETTERS_AN_HOUR = 5  # to whatever addresses one applicant names


@opened
def correct(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    person = application.person
    now = {name: getattr(person, name) for name in CORRECTABLE} | {"phone": person.phone_in_groups}
    form = ContactsForm(request.POST if request.method == "POST" else None, initial=now, application=application)
    if request.method == "POST" and form.is_valid():
        contacts.correct(application, form.cleaned_data)
        return status.done(token, "contacts")
    context = {"form": form, "application": application, "person": person, "token": token}
    return render(request, "volunteers/my_contacts.html", context)


@opened
def email(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    if request.method == "POST" and "keep" in request.POST:
        contacts.forget_new_email(application)
        return status.done(token, "email-kept")
    form = EmailForm(request.POST if request.method == "POST" else None, application=application)
    if request.method == "POST" and form.is_valid():
        if not throttle.too_many(request, "new-email", limit=LETTERS_AN_HOUR, whose=application.number):
            contacts.ask_for_email(application, form.cleaned_data["new_email"])
            return status.done(token, "email")
        form.add_error(None, _("You have changed this many times already. Try again in an hour, or write to us."))
    context = {"form": form, "application": application, "person": application.person, "token": token}
    return render(request, "volunteers/my_email.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in the letter to the new mailbox. Opening it changes nothing: the button does."""
    found = tokens.find(Purpose.NEW_EMAIL, token)
    if found is None or tokens.leads_to_erased(found):
        return dead_link(request, Purpose.NEW_EMAIL, token)
    application, taken = found.application, False
    if request.method == "POST":
        try:
            contacts.confirm_email(application)
        except locks.Gone:
            return dead_link(request, Purpose.NEW_EMAIL, token)
        except contacts.Taken:
            taken = True
        else:  # a second click opens the application all the same
            return status.done(tokens.issue(application, Purpose.MY), "confirmed")
    context = {"application": application, "waits": application.person.new_email, "taken": taken}
    return render(request, "volunteers/my_email_confirm.html", context)
