"""A forgotten password: Django's own views, dressed as the back office, with the letter from the outbox."""

from django.contrib import admin
from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.urls import path

from lvg_portal import throttle
from lvg_portal.forms import OutboxPasswordResetForm

LETTERS_AN_HOUR = 5


def ask(request: HttpRequest) -> HttpResponse:
    """Asks for the address. The answer is the same whether we know it or not, and when it was asked too often."""
    if request.method == "POST" and throttle.too_many(request, "password_reset", limit=LETTERS_AN_HOUR):
        return done(request)
    context = admin.site.each_context(request)
    return views.PasswordResetView.as_view(form_class=OutboxPasswordResetForm, extra_context=context)(request)


def done(request: HttpRequest) -> HttpResponse:
    return views.PasswordResetDoneView.as_view(extra_context=admin.site.each_context(request))(request)


def confirm(request: HttpRequest, **place) -> HttpResponse:
    return views.PasswordResetConfirmView.as_view(extra_context=admin.site.each_context(request))(request, **place)


def complete(request: HttpRequest) -> HttpResponse:
    return views.PasswordResetCompleteView.as_view(extra_context=admin.site.each_context(request))(request)


# The names are Django's: its login page shows the link once there is an "admin_password_reset".
urlpatterns = [
    path("admin/password_reset/", ask, name="admin_password_reset"),
    path("admin/password_reset/done/", done, name="password_reset_done"),
    path("admin/reset/<uidb64>/<token>/", confirm, name="password_reset_confirm"),
    path("admin/reset/done/", complete, name="password_reset_complete"),
]
