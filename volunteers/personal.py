"""What of every person is held: each field of every table that can hold personal data, and when it leaves.

One table for three readers: forgetting.py erases by it, dossier.py tells people what is held about them,
and tests/rules/test_personal.py fails for a field or a table that nobody has classified.
"""

from dataclasses import dataclass, field
from enum import Enum, StrEnum

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from lvg_portal.models import ContactMessage
from volunteers.models import Application


class Kind(StrEnum):
    IDENTITY = "identity"
    CONTACT = "contact"
    TEXT = "text"  # written by people about people
    SPECIAL = "special category"  # GDPR art. 9
    STATISTICS = "statistics"  # tells nothing about whom once identity has left
    TECHNICAL = "technical"


class Leaves(Enum):
    """When a field is blanked, or a row deleted."""

    NEVER = "never"  # or by a time limit of its own, which nightly.py keeps
    WITH_CONTACTS = "with the contacts"  # and with the name, where both go at once
    WITH_NAME = "with the name"


@dataclass(frozen=True)
class Fact:
    kind: Kind
    leaves: Leaves = Leaves.NEVER
    is_told: bool = True  # stands in what the person downloads


IDENTITY = Fact(Kind.IDENTITY, Leaves.WITH_NAME)
CONTACT = Fact(Kind.CONTACT, Leaves.WITH_CONTACTS)
TEXT = Fact(Kind.TEXT, Leaves.WITH_CONTACTS)
PROOF = Fact(Kind.TEXT, Leaves.WITH_NAME)  # words of an agreement, a journal, a certificate
SPECIAL = Fact(Kind.SPECIAL, Leaves.WITH_CONTACTS)
COUNTED = Fact(Kind.STATISTICS)
INNER = Fact(Kind.TECHNICAL, is_told=False)
TRACE = Fact(Kind.TECHNICAL, Leaves.WITH_NAME)  # a time that would tell the birthday or a mailbox
WHO = Fact(Kind.TECHNICAL)  # a member of staff: the person is told the role


@dataclass(frozen=True)
class Held:
    """One table.

    Attributes:
        of: the way from a row to its application, or to its person where it ends with "person".
        rows: when whole rows are deleted; before that their fields follow ``fields``.
    """

    title: str | Promise
    of: str
    rows: Leaves
    fields: dict[str, Fact] = field(default_factory=dict)

    @property
    def is_of_person(self) -> bool:
        return self.of == "applications" or self.of.endswith("person")


STAYS, EARLY, LATE = Leaves.NEVER, Leaves.WITH_CONTACTS, Leaves.WITH_NAME

# The order is that of the download.
HELD: dict[str, Held] = {
    "volunteers.Person": Held(gettext_lazy("About you"), "applications", STAYS, {
        "id": INNER, "first_name": IDENTITY, "last_name": IDENTITY, "born_on": IDENTITY, "email": CONTACT,
        "phone": CONTACT, "municipality": COUNTED, "language": COUNTED, "email_confirmed_at": CONTACT,
        "new_email": CONTACT, "contacts_erased_at": COUNTED,
    }),
    "volunteers.Application": Held(gettext_lazy("Your application"), "pk", STAYS, {
        "id": INNER, "number": COUNTED, "person": INNER, "opportunity": COUNTED, "status": COUNTED,
        "status_since": COUNTED, "owner": WHO, "route": COUNTED, "motivation": TEXT, "interests": TEXT,
        "availability": TEXT, "hours_per_month": COUNTED, "wants_jst": COUNTED, "wants_agreement": COUNTED,
        "age_band": COUNTED, "helper_name": TEXT, "helper_relation": TEXT, "is_suspicious": COUNTED,
        "reason": INNER, "submitted_at": COUNTED, "first_answer_at": COUNTED, "decided_at": COUNTED,
        "renewed_at": COUNTED, "handed_over_at": TRACE, "adult_confirmed_at": TRACE, "created_at": COUNTED,
        "idempotency_key": INNER,
    }),
    "volunteers.SupportNeed": Held(gettext_lazy("What would help you take part"), "application", EARLY, {
        "id": INNER, "application": INNER, "consent": INNER, "options": SPECIAL, "text": SPECIAL,
    }),
    "volunteers.SupportNeed_options": Held("", "supportneed__application", EARLY, {
        "id": INNER, "supportneed": INNER, "supportoption": Fact(Kind.SPECIAL, EARLY, is_told=False),
    }),
    "volunteers.Guardian": Held(gettext_lazy("Your parent or guardian"), "application", LATE, {
        "id": INNER, "application": INNER, "name": IDENTITY, "contact_by": CONTACT, "email": CONTACT,
        "phone": CONTACT, "asked_at": COUNTED,
    }),
    "volunteers.GuardianConsent": Held(
        gettext_lazy("Answers of your parent or guardian"), "guardian__application", LATE, {
        "id": INNER, "guardian": INNER, "response": COUNTED, "route": COUNTED, "text": COUNTED, "given_at": COUNTED,
        "ended_at": COUNTED, "ended_because": PROOF, "recorded_by": WHO,
    }),
    "volunteers.Consent": Held(gettext_lazy("Your consents"), "person", LATE, {
        "id": INNER, "person": INNER, "text": COUNTED, "given_at": COUNTED, "withdrawn_at": COUNTED, "route": COUNTED,
    }),
    "volunteers.StatusEvent": Held(gettext_lazy("What has happened"), "application", STAYS, {
        "id": INNER, "application": INNER, "move": INNER, "source": COUNTED, "target": COUNTED, "by": COUNTED,
        "actor": WHO, "reason": TEXT, "at": COUNTED,
    }),
    "volunteers.Meeting": Held(gettext_lazy("Meetings"), "application", EARLY, {
        "id": INNER, "application": INNER, "starts_at": COUNTED, "minutes": COUNTED, "where": TEXT,
        "with_whom": TEXT, "uid": INNER, "sequence": INNER, "cancelled_at": COUNTED, "created_by": WHO,
        "created_at": COUNTED,
    }),
    "volunteers.Note": Held(gettext_lazy("Notes of the staff"), "application", EARLY, {
        "id": INNER, "application": INNER, "author": WHO, "text": TEXT, "created_at": COUNTED,
    }),
    "volunteers.Task": Held(gettext_lazy("What the staff had to do"), "application", EARLY, {
        "id": INNER, "application": INNER, "what": COUNTED, "letter": INNER, "due_on": COUNTED,
        "created_at": COUNTED, "done_at": COUNTED, "done_by": WHO,
    }),
    "volunteers.Agreement": Held(gettext_lazy("Agreements"), "application", STAYS, {
        "id": INNER, "application": INNER, "number": COUNTED, "kind": COUNTED, "language": COUNTED,
        "starts_on": COUNTED, "ends_on": COUNTED, "hours_planned": COUNTED, "duties": PROOF, "expenses": PROOF,
        "created_by": WHO, "created_at": COUNTED, "cancelled_at": COUNTED,
    }),
    "volunteers.Signature": Held(gettext_lazy("Signatures"), "agreement__application", LATE, {
        "id": INNER, "agreement": COUNTED, "party": COUNTED, "route": COUNTED, "signed_on": COUNTED,
        "scan": Fact(Kind.IDENTITY, LATE), "recorded_by": WHO, "recorded_at": COUNTED,
    }),
    "volunteers.RecordCheck": Held(gettext_lazy("Criminal-record certificates seen"), "application", LATE, {
        "id": INNER, "application": INNER, "seen_on": COUNTED, "valid_until": COUNTED, "seen_by": WHO,
        "recorded_at": COUNTED,
    }),
    "volunteers.HoursEntry": Held(gettext_lazy("Hours"), "application", STAYS, {
        "id": INNER, "application": INNER, "worked_on": COUNTED, "began_minute": COUNTED, "minutes": COUNTED,
        "activity": PROOF, "project": COUNTED, "local_project": COUNTED, "status": COUNTED, "entered_by": WHO,
        "decided_by": WHO, "decided_at": COUNTED, "returned_because": PROOF, "created_at": COUNTED,
    }),
    "volunteers.Certificate": Held(gettext_lazy("Certificates"), "application", STAYS, {
        "id": INNER, "application": INNER, "number": COUNTED, "code": COUNTED, "language": COUNTED,
        "from_on": COUNTED, "to_on": COUNTED, "minutes": COUNTED, "duties": PROOF, "competences": PROOF,
        "issued_by": WHO, "issued_at": COUNTED, "revoked_at": COUNTED, "revoked_because": PROOF,
    }),
    "volunteers.Feedback": Held(gettext_lazy("What you told us afterwards"), "application", STAYS, {
        "id": INNER, "application": INNER, "rating": COUNTED, "liked": TEXT, "better": TEXT, "created_at": COUNTED,
    }),
    "volunteers.Story": Held(gettext_lazy("Your story on the site"), "consent__person", LATE, {
        **dict.fromkeys(("id", "consent", "cover", "is_example", "created_at", "updated_at", "title", "text"), INNER),
        **dict.fromkeys(("title_lt", "title_en", "text_lt", "text_en"), PROOF),
        "name": IDENTITY, "status": COUNTED, "published_at": COUNTED,
    }),
    "volunteers.Repeat": Held(gettext_lazy("Forms you sent again"), "application", LATE, {
        "id": INNER, "application": INNER, "number": COUNTED, "idempotency_key": INNER, "created_at": COUNTED,
    }),
    "volunteers.BulkRecipient": Held(gettext_lazy("Letters to many"), "application", EARLY, {
        "id": INNER, "bulk": COUNTED, "application": INNER, "outcome": COUNTED, "letter": INNER,
    }),
    # A link outlives the data without knowing whose it was: it says that they are erased.
    "volunteers.Token": Held("", "application", STAYS, {
        **dict.fromkeys(("id", "purpose", "sha256", "expires_at", "created_at"), INNER),
        "application": Fact(Kind.TECHNICAL, EARLY, is_told=False),
    }),
    "volunteers.AccessLog": Held(gettext_lazy("Who has looked at your data"), "application", STAYS, {
        "id": INNER, "application": INNER, "actor": WHO, "deed": COUNTED, "reason": PROOF, "at": COUNTED,
    }),
    # Not tied to an application by a key: rows() knows how to find them; forgetting.py and leaving.py see to them.
    "lvg_portal.Letter": Held(gettext_lazy("Letters about your application"), "refs", STAYS, {
        "id": INNER, "key": COUNTED, "language": COUNTED, "refs": INNER, "status": COUNTED, "attempts": INNER,
        "due_at": INNER, "sent_at": COUNTED, "error": INNER, "message_id": INNER, "created_at": COUNTED,
    }),
    "lvg_portal.ContactMessage": Held(gettext_lazy("Messages you sent us"), "reply_to", STAYS, {
        "id": INNER, "key": INNER, "name": IDENTITY, "reply_to": CONTACT, "text": TEXT, "language": COUNTED,
        "created_at": COUNTED,
    }),
    "admin.LogEntry": Held("", "object_id", STAYS, {
        **dict.fromkeys(("id", "action_time", "user", "content_type", "object_id", "action_flag"), INNER),
        **dict.fromkeys(("object_repr", "change_message"), Fact(Kind.TEXT, LATE, is_told=False)),
    }),
}  # fmt: skip

# Tables that hold nothing about who applies; None: the whole app.
HOLDS_NOBODY = {
    "volunteers": (
        "Opportunity", "Opportunity_support_offered", "Opportunity_verbs", "SupportOption", "Terms", "Step",
        "Question", "ConsentText", "NumberSeries", "WorkNotice",
        "Erasure",  # keyed hashes
        "Export", "BulkLetter",  # what staff wrote, about nobody in particular
        "Reminder",  # keys of deeds
    ),
    "lvg_portal": (
        "LoadedItem", "LetterText", "OldAddress", "Page", "Document", "Picture", "SiteSettings", "OrganisationFact",
        "Throttle",  # keyed hashes, an hour
    ),
    "sessions": ("Session",),  # answers of a form not sent yet: two hours, see draft.py
    "auth": None, "contenttypes": None, "axes": None,  # staff
    "projects": None, "news": None,
}  # fmt: skip


def rows(label: str, application: Application) -> QuerySet:
    """The rows of this table about the application, or about its person."""
    model, held = apps.get_model(label), HELD[label]
    if label == "lvg_portal.Letter":
        refs = Q(refs__application=application.pk) | Q(refs__applications__contains=application.pk)
        return model.objects.filter(refs).order_by("pk")
    if label == "lvg_portal.ContactMessage":
        return _messages_of(application)
    if held.of.endswith("person"):
        return model.objects.filter(**{held.of: application.person_id}).order_by("pk")
    return model.objects.filter(**{held.of: application.pk}).order_by("pk")


def _messages_of(application: Application) -> QuerySet[ContactMessage]:
    """What came through the contact form from the same mailbox, once it is proved to be theirs."""
    person = application.person
    if not (person.email and person.email_confirmed_at):
        return ContactMessage.objects.none()
    return ContactMessage.objects.filter(reply_to__iexact=person.email).order_by("pk")
