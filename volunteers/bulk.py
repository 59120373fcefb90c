"""One letter to many applicants who stand in one status: to each in their own language, each once.

Writing to people uses their address but shows nobody's, so the access log holds nothing about it: who wrote what to
whom stands in the letter itself and in the admin's log. Who has no e-mail is called instead.
"""

import uuid
from collections import Counter

from django.db import transaction
from django.db.models import QuerySet

from lvg_portal import letter_files, letter_texts, outbox
from volunteers.access import visible_applications
from volunteers.consequences import add_task
from volunteers.letters.words import ACTIVITY, NUMBER
from volunteers.models import Application, BulkLetter, BulkRecipient, Person, Task

AT_MOST = 500  # people: each is a row to lock and a letter to post
PLACEHOLDERS = ("number", "activity", "link")  # no names: a letter to many that pretends to be one's own deceives
SAMPLES = {"number": NUMBER, "activity": ACTIVITY, "link": "https://example.lt/…"}
Outcome = BulkRecipient.Outcome


def reachable(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Without those whose contacts have left: nobody could be written to, nor called."""
    here = Person.objects.filter(contacts_erased_at=None)  # no join: write() locks these rows
    return applications.filter(person__in=here).exclude(status=Application.Status.ANONYMISED)


def outcome_for(application: Application, status: str) -> Outcome:
    """What becomes of a letter to this applicant who was chosen in ``status``. Needs ``person``."""
    person = application.person
    if application.status != status:
        return Outcome.MOVED_ON
    if not person.email:
        return Outcome.NO_EMAIL
    return Outcome.POSTED if person.email_confirmed_at else Outcome.UNCONFIRMED


def expected(applications, status: str, *, in_english: bool) -> Counter:
    """How many get which letter: counts of "lt", "en" and of the outcomes without a letter."""
    counts = Counter()
    for application in applications.select_related("person"):
        outcome = outcome_for(application, status)
        is_english = in_english and application.person.language == "en"
        counts[("en" if is_english else "lt") if outcome == Outcome.POSTED else outcome.value] += 1
    return counts


def write(texts: dict[str, str], *, status: str, chosen: list[int], by, key: uuid.UUID) -> BulkLetter:
    """Post the letter to everybody chosen who still stands in ``status``; a second click finds what the first has done.

    ``texts`` are the four text fields of BulkLetter. Who is handled by a colleague meanwhile is left out.
    """
    with transaction.atomic():
        # Of two clicks at once the second waits here until the first is through.
        facts = {**texts, "status": status, "created_by": by}
        bulk, is_new = BulkLetter.objects.get_or_create(idempotency_key=key, defaults=facts)
        if not is_new:
            return bulk
        seen = reachable(visible_applications(by)).filter(pk__in=chosen)
        locked = seen.order_by("pk").select_for_update()
        # People by a second query, as in locks.py.
        for application in locked.prefetch_related("person")[:AT_MOST]:
            _write_to(bulk, application)
    return bulk


def _write_to(bulk: BulkLetter, application: Application) -> None:
    outcome = outcome_for(application, bulk.status)
    recipient = BulkRecipient.objects.create(bulk=bulk, application=application, outcome=outcome)
    if outcome == Outcome.NO_EMAIL:
        add_task(application, Task.What.CALL, letter="bulk")
    elif outcome == Outcome.POSTED:
        language = "en" if bulk.body_en and application.person.language == "en" else "lt"
        recipient.letter = outbox.post("bulk", language=language, application=application.pk, recipient=recipient.pk)
        recipient.save(update_fields=["letter"])


def subject_and_text(bulk: BulkLetter, language: str, value) -> tuple[str, str]:
    """What staff wrote in this language, with ``value(name)`` for each {name}."""
    subject, body = getattr(bulk, f"subject_{language}"), getattr(bulk, f"body_{language}")
    return letter_texts.one_line(subject), letter_texts.fill(body, value)


def whole(bulk: BulkLetter, language: str) -> tuple[str, str]:
    """The letter as people will get it, with its frame and invented data."""
    subject, text = subject_and_text(bulk, language, SAMPLES.get)
    frame = letter_files.original("bulk", language)
    samples = {name: placeholder.sample for name, placeholder in frame.placeholders.items()}
    return subject, letter_texts.fill(frame.body, {**samples, "text": text.strip()}.get)


def forget(before) -> int:
    """Delete letters to many that are older, with their lists of recipients; the people's letters go by themselves."""
    return BulkLetter.objects.filter(created_at__lt=before).delete()[1].get("volunteers.BulkLetter", 0)
