"""What the staff write while they handle an application: a move and its words, a note, an owner, an activity."""

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from volunteers.models import Application, GuardianConsent, Note, Opportunity, StatusEvent


class MoveForm(forms.Form):
    """The name of a move and what staff write with it; whether it is lawful, flow.py decides."""

    move = forms.CharField(max_length=30)
    reason = forms.CharField(max_length=StatusEvent.REASON_LENGTH, required=False)


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": _("The applicant may read it when asking what we hold about them.")}


class ByName(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return user.get_full_name() or user.get_username()


class OwnerForm(forms.Form):
    owner = ByName(User.objects.none(), label=_("Owner"), required=False, empty_label=_("nobody"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        backend = "django.contrib.auth.backends.ModelBackend"
        handlers = User.objects.with_perm("volunteers.change_application", backend=backend)
        self.fields["owner"].queryset = handlers.filter(is_staff=True).order_by("last_name", "username")


class ActivityForm(forms.Form):
    opportunity = forms.ModelChoiceField(
        Opportunity.objects.none(), label=_("Activity"), required=False, empty_label=_("none chosen yet")
    )

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        offered = Opportunity.objects.public().not_closed()
        # The one applied for stays a choice when its time to apply is over.
        self.fields["opportunity"].queryset = offered | Opportunity.objects.filter(pk=application.opportunity_id)


class GuardianForm(forms.Form):
    """What a parent or guardian answered; ``answers`` are those that flow.py allows now."""

    AGREES, REFUSES, WITHDRAWS = "agrees", "refuses", "withdraws"
    WORDS = {AGREES: _("agrees"), REFUSES: _("does not agree"), WITHDRAWS: _("withdraws the consent")}
    ROUTES = [route for route in GuardianConsent.Route.choices if route[0] != GuardianConsent.Route.LINK]

    answer = forms.ChoiceField(label=_("The parent or guardian"), widget=forms.RadioSelect)
    route = forms.ChoiceField(label=_("How we know"), widget=forms.RadioSelect, choices=ROUTES)

    def __init__(self, *args, answers: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.answers = answers
        self.fields["answer"].choices = [(answer, self.WORDS[answer]) for answer in answers]
