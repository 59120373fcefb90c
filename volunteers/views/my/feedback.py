"""How it was: asked once of who has volunteered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from volunteers import feedback
from volunteers.forms.my import FeedbackForm
from volunteers.models import Application, Feedback
from volunteers.views.private import opened


@opened
def form(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    given = Feedback.objects.filter(application=application).first()
    if given is None and not feedback.may_be_given(application):
        return redirect("volunteers:my", token)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if given is None and request.method == "POST" and form.is_valid():
        feedback.give(application, **form.cleaned_data)
        return redirect("volunteers:my_feedback", token)
    context = {"form": form, "application": application, "token": token, "given": given}
    return render(request, "volunteers/my_feedback.html", context)
