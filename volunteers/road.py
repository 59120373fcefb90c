"""Where an application stands, in the applicant's words: a headline, what it means, and the road with its dates."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvg_portal.templatetags.portal import day_month, long_date
from volunteers.guards import is_under_18, runs_out_on, valid_consent
from volunteers.models import Application, Guardian, StatusEvent, Terms

Status = Application.Status
ROAD = ("sent", "confirmed", "guardian", "considered", "offered", "agreement", "volunteering")
STANDS_AT = {
    Status.EMAIL_PENDING: "confirmed",
    Status.GUARDIAN_PENDING: "guardian",
    **dict.fromkeys(
        (Status.SUBMITTED, Status.IN_REVIEW, Status.INFO_REQUESTED, Status.INTERVIEW, Status.WAITLISTED), "considered"
    ),
    Status.OFFERED: "offered",
    Status.ACCEPTED: "agreement",
    **dict.fromkeys((Status.ACTIVE, Status.PAUSED, Status.COMPLETED), "volunteering"),
}
BEFORE_REVIEW = (Status.EMAIL_PENDING, Status.GUARDIAN_PENDING, Status.SUBMITTED)
TELLS = ("ask", "invite", "reschedule", "cancel_meeting")
# The move that ends a stage; the last one counts, for a stage may be walked twice.
ENDED_BY = {
    "sent": ("start",),
    "confirmed": ("confirm", "confirm_minor"),
    "guardian": ("guardian_agrees", "come_of_age"),
    "considered": ("offer", "offer_to_next"),
    "offered": ("accept", "accept_by_phone"),
}


@dataclass
class Stage:
    title: str
    state: str  # done, now, later: the class is-done … and the order of the words
    at: datetime | None = None
    text: str = ""


def headline(application: Application) -> str:
    if application.reason == "guardian_refuses":
        return _("Your parent or guardian did not agree")
    return {
        Status.EMAIL_PENDING: _("We are waiting for you to be confirmed"),
        Status.GUARDIAN_PENDING: _("We are waiting for your parent's or guardian's consent"),
        Status.SUBMITTED: _("We have received your application"),
        Status.IN_REVIEW: _("We are considering your application"),
        Status.INFO_REQUESTED: _("We have a question for you"),
        Status.INTERVIEW: _("We invite you to a meeting"),
        Status.WAITLISTED: _("You are on the waiting list"),
        Status.OFFERED: _("We offer you a place"),
        Status.ACCEPTED: _("We are preparing your agreement"),
        Status.ACTIVE: _("You are volunteering"),
        Status.PAUSED: _("Your volunteering is paused"),
        Status.COMPLETED: _("Your volunteering is complete. Thank you"),
        Status.DECLINED: _("This time we cannot offer you a place"),
        Status.WITHDRAWN: _("Your application has been withdrawn"),
        Status.EXPIRED: _("Your application has expired"),
        Status.ANONYMISED: _("Your data have been erased"),
    }[application.status]


def meaning(application: Application) -> str:
    """One or two sentences under the headline."""
    last_day = runs_out_on(application)
    until = {"day": long_date(last_day)} if last_day else {}
    if application.status == Status.GUARDIAN_PENDING:
        return _guardian_meaning(application)
    if application.status == Status.EMAIL_PENDING:
        return _confirmation_meaning(application, until)
    if application.status == Status.PAUSED:
        return _pause_meaning(application)
    if application.status == Status.EXPIRED:
        return _expired_meaning(application)
    return {
        Status.SUBMITTED: _answer_promise() + " " + _("The volunteer coordinator decides."),
        Status.IN_REVIEW: _("The volunteer coordinator is reading it and decides. We will write as soon as we know."),
        Status.INFO_REQUESTED: _("Please answer by %(day)s. Then we go on.") % until if until else "",
        Status.INTERVIEW: _("A short talk: what you will do, when, and what would help you."),
        Status.WAITLISTED: _("When a place becomes free, we offer it first to whoever has waited longest.")
        + (" " + _("You stay on the list until %(day)s.") % until if until else ""),
        Status.OFFERED: _("Please answer by %(day)s. Until then we keep the place for you.") % until if until else "",
        Status.ACCEPTED: _("Thank you. We will get in touch about the agreement and your first day."),
        Status.ACTIVE: _("Your curator confirms the hours you enter. If something has to change, write to us."),
        Status.COMPLETED: _completed_meaning(application),
        Status.DECLINED: _declined_meaning(application),
        Status.WITHDRAWN: _("If you change your mind, you can apply again at any time."),
    }.get(application.status, "")


def _confirmation_meaning(application: Application, until: dict) -> str:
    if not application.person.email:
        return _("We will call you to confirm it. Until then we do not consider the application.")
    return _("Press the button in our letter by %(day)s. Unconfirmed, the application ends by itself.") % until


def _pause_meaning(application: Application) -> str:
    if is_under_18(application) and valid_consent(application) is None:
        return _(
            "Your parent or guardian has withdrawn the consent. You can go on when they agree again, or when you turn "
            "18. The hours already done stay on record."
        )
    if application.events.filter(move="guardian_agrees_again").exists() and is_under_18(application):
        return _("Your parent or guardian agrees again. The coordinator will settle with you when you go on.")
    return _("The hours already done stay on record. When you are ready to go on, write to your curator.")


def _completed_meaning(application: Application) -> str:
    if application.certificates.filter(revoked_at=None).exists():
        return _("Your hours stay here. The certificate is ready: download it below.")
    return _("Your hours stay here. When the certificate is ready, we write, and you find it here too.")


def _declined_meaning(application: Application) -> str:
    if application.reason == "guardian_refuses":
        return _("Without their consent we may not go on. If they change their mind, you can apply again.")
    return _("It says nothing about you: places are few. Hands are needed elsewhere too: look at what else is open.")


def _expired_meaning(application: Application) -> str:
    last = application.events.last()
    return {
        Status.EMAIL_PENDING: _("It was not confirmed in time, so we did not consider it. You can apply again."),
        Status.GUARDIAN_PENDING: _("Your parent or guardian did not answer in time. You can apply again at any time."),
        Status.INFO_REQUESTED: _("We asked you something and received no answer. You can apply again at any time."),
        Status.OFFERED: _("We kept the place for you and received no answer, so it went to somebody else."),
        Status.WAITLISTED: _("No place became free while you waited. You can apply again at any time."),
    }.get(last.source if last else "", _("You can apply again at any time."))


def _guardian_meaning(application: Application) -> str:
    guardian = application.guardian
    if guardian.contact_by == Guardian.ContactBy.EMAIL and guardian.asked_at:
        return _("We wrote to them on %(day)s. As soon as they agree, we start considering your application.") % {
            "day": day_month(guardian.asked_at)
        }
    if guardian.consents.exclude(ended_at=None).exists():
        return _("They have withdrawn their consent. They can agree again through the same link.")
    if guardian.contact_by == Guardian.ContactBy.PHONE:
        return _("We will call them. As soon as they agree, we start considering your application.")
    return _("They agree in writing, on paper. As soon as we have it, we start considering your application.")


def _answer_promise() -> str:
    days = Terms.load().answer_working_days
    return ngettext(
        "A person will read it and answer you within %(days)d working day.",
        "A person will read it and answer you within %(days)d working days.",
        days,
    ) % {"days": days}


def question_or_invitation(application: Application) -> str:
    """What staff wrote to the applicant, while it waits for them; else ""."""
    if application.status not in (Status.INFO_REQUESTED, Status.INTERVIEW):
        return ""
    told = application.events.filter(move__in=TELLS).last()
    return told.reason if told else ""


def road(application: Application) -> list[Stage]:
    """The stages that this application passes: done with their times, the present one, and what is to come."""
    events = list(application.events.all())
    titles, notes = _titles(application), _notes(application)
    ended = {stage: _last(events, moves) for stage, moves in ENDED_BY.items()}
    stages = [stage for stage in ROAD if _is_passed(stage, application, ended)]
    if application.status in (Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED, Status.ANONYMISED):
        done = [stage for stage in stages if ended.get(stage)]
        closed = Stage(_("Application closed"), "now", application.status_since)
        return [*(Stage(titles[stage], "done", ended[stage]) for stage in done), closed]
    now = stages.index(STANDS_AT[application.status])
    return [
        Stage(
            titles[stage],
            "done" if place < now else "now" if place == now else "later",
            ended.get(stage) if place < now else None,
            notes.get(stage, "") if place >= now else "",
        )
        for place, stage in enumerate(stages)
    ]


def _is_passed(stage: str, application: Application, ended: dict) -> bool:
    if stage == "confirmed":
        return application.route == Application.Route.WEB
    if stage == "guardian":
        return bool(ended["guardian"]) or application.status == Status.GUARDIAN_PENDING or is_under_18(application)
    return True


def _last(events: list[StatusEvent], moves: tuple[str, ...]) -> datetime | None:
    return next((event.at for event in reversed(events) if event.move in moves), None)


def _titles(application: Application) -> dict[str, str]:
    return {
        "sent": _("Application sent"),
        "confirmed": _("E-mail confirmed") if application.person.email else _("Phone confirmed"),
        "guardian": _("Parent's or guardian's consent"),
        "considered": _("We consider it"),
        "offered": _("Offer and your answer"),
        "agreement": _("Agreement"),
        "volunteering": _("You have volunteered") if application.status == Status.COMPLETED else _("You volunteer"),
    }


def _notes(application: Application) -> dict[str, str]:
    last_day = runs_out_on(application)
    waits = application.status == Status.GUARDIAN_PENDING and last_day
    unconfirmed = application.status == Status.EMAIL_PENDING and last_day and application.person.email
    return {
        "confirmed": _("We wait. Unconfirmed by %(day)s, the application ends by itself, and nothing is kept.")
        % {"day": day_month(last_day)}
        if unconfirmed
        else "",
        "guardian": _("We wait. Without an answer by %(day)s we close the application; you can send a new one.")
        % {"day": day_month(last_day)}
        if waits
        else "",
        "considered": _answer_promise() if application.status in BEFORE_REVIEW else "",
        "agreement": _("With minors, for long-term volunteering and where expenses are paid, we sign an agreement."),
    }
