"""Valid things to test with; a keyword changes one fact: ``make.project(title_lt="Sąveikos lauku")``."""

import io
import itertools
from datetime import date, datetime, timedelta

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from lvg_portal.models import Document, Letter, Page, Picture
from news.models import Article, Category, Event
from projects.models import (
    FundingLine,
    LocalProject,
    Organisation,
    Partnership,
    Place,
    Project,
    ProjectLink,
    Theme,
    Verb,
)
from volunteers import age as ages
from volunteers import agreements
from volunteers.models import (
    Agreement,
    Application,
    Certificate,
    ConsentText,
    Guardian,
    GuardianConsent,
    HoursEntry,
    Opportunity,
    Person,
    StatusEvent,
)

_number = itertools.count(1)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment as the clocks in Vilnius show it."""
    return datetime(year, month, day, hour, minute, tzinfo=timezone.get_default_timezone())


def staff(role: str, **facts) -> User:
    """A staff member with the rights of one role (a group's name, see lvg_portal/roles.py)."""
    number = next(_number)
    user = User.objects.create_user(
        **{"username": f"{role}{number}", "email": f"{role}{number}@example.lt", "is_staff": True, **facts}
    )
    user.groups.add(Group.objects.get(name=role))
    return user


def theme(key: str = "heritage", **facts) -> Theme:
    return Theme.objects.get_or_create(
        key=key,
        defaults={"title_lt": f"Tema {key}", "title_en": f"Theme {key}", "slug_lt": key, "slug_en": key, **facts},
    )[0]


def verb(key: str = "learn", **facts) -> Verb:
    return Verb.objects.get_or_create(key=key, defaults={"title_lt": key, "title_en": key, **facts})[0]


def place(key: str = "aloves", **facts) -> Place:
    """An eldership."""
    return Place.objects.get_or_create(
        key=key,
        defaults={
            "kind": Place.Kind.ELDERSHIP,
            "title_lt": f"{key} seniūnija",
            "title_en": f"{key} eldership",
            **facts,
        },
    )[0]


def organisation(**facts) -> Organisation:
    return Organisation.objects.create(**{"name_lt": f"Organizacija {next(_number)}", "kind": "lag", **facts})


def _addressed(model, title: str, facts: dict):
    """A published item with its own slug in both languages; ``title_lt`` alone makes one without English."""
    number = next(_number)
    own = {
        "slug_lt": f"{title.lower()}-{number}",
        "status": "published",
        "published_at": timezone.now() - timedelta(hours=1),
    }
    if "title_lt" not in facts:
        own |= {
            "title_lt": f"{title} {number}",
            "title_en": f"{title} {number} in English",
            "slug_en": f"{title.lower()}-en-{number}",
        }
    return model.objects.create(**{**own, **facts})


def project(**facts) -> Project:
    defaults = {"kind": "territorial", "stage": "active", "start_year": 2022, "summary_lt": "Santrauka."}
    return _addressed(Project, "Projektas", {**defaults, **facts})


def funding(to: Project, source: str, amount_eur: int | None = None, **facts) -> FundingLine:
    return FundingLine.objects.create(project=to, source=source, amount_eur=amount_eur, **facts)


def partner(of: Project, role: str = "partner", **facts) -> Partnership:
    return Partnership.objects.create(project=of, organisation=organisation(**facts), role=role)


def link(earlier: Project, later: Project, kind: str = "continues") -> ProjectLink:
    return ProjectLink.objects.create(earlier=earlier, later=later, kind=kind)


def category(key: str = "project", **facts) -> Category:
    return Category.objects.get_or_create(key=key, defaults={"title_lt": "Projektai", "title_en": "Projects", **facts})[
        0
    ]


def article(**facts) -> Article:
    facts.setdefault("category", None)
    facts["category"] = facts["category"] or category()
    return _addressed(Article, "Naujiena", {"body_lt": "<p>Tekstas.</p>", **facts})


def event(**facts) -> Event:
    """A training of two hours, tomorrow."""
    starts_at = facts.pop("starts_at", timezone.now() + timedelta(days=1))
    defaults = {
        "kind": "training",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "summary_lt": "Santrauka.",
    }
    return _addressed(Event, "Renginys", {**defaults, **facts})


def whole_days(first: date, last: date | None = None, **facts) -> Event:
    """An event of whole days, the last one included."""
    last = last or first
    ends = at(last.year, last.month, last.day) + timedelta(days=1)
    return event(starts_at=at(first.year, first.month, first.day), ends_at=ends, is_all_day=True, **facts)


def opportunity(**facts) -> Opportunity:
    """Open now, from the age of 14, three places."""
    return _addressed(Opportunity, "Talka", {"kind": "one-off", "summary_lt": "Santrauka.", "capacity": 3, **facts})


def born(age: int) -> date:
    """The birth date of someone who turned so many years old half a year ago."""
    return ages.birthday(timezone.localdate() - timedelta(days=183), -age)


def person(age: int = 20, **facts) -> Person:
    """With a confirmed e-mail of their own."""
    number = next(_number)
    defaults = {
        "first_name": "Žygimantas",
        "last_name": "Pavyzdaitis",
        "born_on": born(age),
        "email": f"vardas{number}@pastas.lt",
        "municipality": "alytus-district",
        "email_confirmed_at": timezone.now(),
    }
    return Person.objects.create(**{**defaults, **facts})


def application(age: int = 20, status: str = "submitted", *, consent: bool | None = None, **facts) -> Application:
    """An application as the web made it, in any status; a minor's guardian has agreed where the status needs it.

    ``consent=False`` leaves the consent out; person's facts go by ``person=make.person(…)``.
    """
    number, now = next(_number), timezone.now()
    who = facts.pop("person", None) or person(age)
    defaults = {
        "number": f"SAV-2000-{number:04d}",
        "status": status,
        "status_since": now,
        "opportunity": facts.pop("opportunity", None) or opportunity(),
        "availability": "Savaitgaliais",
        "submitted_at": None if status in ("email_pending", "guardian_pending") else now,
    }
    row = Application.objects.create(person=who, **{**defaults, **facts})
    StatusEvent.objects.create(application=row, move="start", target=status, by="applicant")
    if ages.is_minor(who.born_on):
        guardian = Guardian.objects.create(
            application=row, name="Rūta Pavyzdaitienė", contact_by="email", email=f"mama{number}@pastas.lt"
        )
        if consent if consent is not None else status not in ("email_pending", "guardian_pending"):
            GuardianConsent.objects.create(
                guardian=guardian,
                response="given",
                route="link",
                text=ConsentText.current("guardian", "lt"),
                given_at=now,
            )
    return row


def page(**facts) -> Page:
    return _addressed(Page, "Puslapis", {"body_lt": "<p>Tekstas.</p>", **facts})


def document(**facts) -> Document:
    file = SimpleUploadedFile("dokumentas.pdf", b"%PDF-1.7\n%%EOF", content_type="application/pdf")
    defaults = {"title_lt": f"Dokumentas {next(_number)}", "file": file, "status": "published"}
    return Document.objects.create(**{**defaults, "published_at": timezone.now() - timedelta(hours=1), **facts})


def photo(
    width: int = 900, height: int = 600, kind: str = "JPEG", name: str = "photo.jpg", **options
) -> SimpleUploadedFile:
    """An upload straight from a phone; ``options`` go to Pillow's ``save``."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#174a36").save(buffer, kind, **options)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def picture(**facts) -> Picture:
    return Picture.objects.create(**{"file": photo(), "alt_lt": "Gėlynas prie mokyklos", **facts})


def volunteer(age: int = 20, *, since: int = 30, signed: bool = True, **facts) -> Application:
    """Somebody who has been volunteering for ``since`` days, with an agreement of that day, signed by everyone."""
    row = application(age, "active", **facts)
    began = timezone.now() - timedelta(days=since)
    row.events.update(at=began)
    if signed:
        agreement(row, starts_on=timezone.localdate(began))
    return row


def agreement(of: Application, *, signed: bool = True, **facts) -> Agreement:
    """For half a year from today."""
    starts_on = facts.pop("starts_on", timezone.localdate())
    defaults = {"kind": "long", "ends_on": starts_on + timedelta(days=182), "hours_planned": 100, "duties": "Padeda"}
    number = f"SUT-2000-{next(_number):04d}"
    row = Agreement.objects.create(application=of, number=number, starts_on=starts_on, **{**defaults, **facts})
    if signed:
        for party in agreements.parties(row):
            row.signatures.create(party=party, route="seen", signed_on=starts_on)
    return row


def hours(of: Application, *, days_ago: int = 1, began: int = 9 * 60, minutes: int = 120, **facts) -> HoursEntry:
    """Two hours of yesterday, waiting for the curator; ``status="confirmed"`` or ``"returned"`` decides on them."""
    decided_at = None if facts.get("status", "entered") == "entered" else timezone.now()
    return HoursEntry.objects.create(
        application=of,
        worked_on=timezone.localdate() - timedelta(days=days_ago),
        began_minute=began,
        minutes=minutes,
        **{"activity": "Padėjau svečiams", "decided_at": decided_at, **facts},
    )


def certificate(of: Application, **facts) -> Certificate:
    """Of ten hours in one day."""
    today = timezone.localdate()
    defaults = {"code": "ABCDE23456", "from_on": today, "to_on": today, "minutes": 600, "duties": "Padėjo"}
    return Certificate.objects.create(application=of, number=f"PAZ-2000-{next(_number):04d}", **{**defaults, **facts})


def letters_waiting(key: str) -> list[int]:
    """The applications that letters of this kind are about, in the order they were posted."""
    return list(
        Letter.objects.filter(key=key, status="waiting").order_by("pk").values_list("refs__application", flat=True)
    )


def local_project(**facts) -> LocalProject:
    """Of a strategy and a beneficiary of its own."""
    parents = {"strategy": facts.pop("strategy", None) or project(kind="strategy"), "beneficiary": organisation()}
    return _addressed(LocalProject, "Vietos", {**parents, **facts})
