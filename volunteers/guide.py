"""The guide for staff, docs/guide-volunteering.md: each status and move of moves.py, in their words.

Nothing is decided here. Who changes the table runs ``manage.py flow_table``; a test fails until then, and for a status,
condition or consequence that has no words yet.
"""

from collections.abc import Callable

from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from volunteers import consequences as then
from volunteers import guards as only_if
from volunteers.models import Application, Terms
from volunteers.moves import MOVES, OPEN, By, Move

Status = Application.Status

DOES = {
    By.STAFF: gettext_lazy("What you can do"),
    By.APPLICANT: gettext_lazy("What the applicant can do"),
    By.GUARDIAN: gettext_lazy("What the parent or guardian can do; an answer on paper or in person you write down"),
    By.CLOCK: gettext_lazy("What happens by itself"),
}
SAID_BY_APPLICANT = dict.fromkeys(
    ("confirm", "confirm_minor"), gettext_lazy("Confirm the address by the link in the letter")
)

MEANS: dict[Status, str | Promise] = {
    Status.EMAIL_PENDING: gettext_lazy(
        "Somebody has filled in the form, and we do not know yet whether the address is theirs. Who gave a phone "
        "only is to be called. Nobody considers the application yet, and no parent or guardian has been written to."
    ),
    Status.GUARDIAN_PENDING: gettext_lazy(
        "The applicant is under 18 and we wait for a parent or guardian. They answer by the link in their letter; "
        "an answer on paper or in person you write down yourself. If they once agreed and then withdrew, nobody "
        "reminds them."
    ),
    Status.SUBMITTED: gettext_lazy("It is whole and waits for one of us. From this day our promise to answer counts."),
    Status.IN_REVIEW: gettext_lazy("Someone has taken it and considers which activity fits."),
    Status.INFO_REQUESTED: gettext_lazy("We have asked a question and wait for the applicant's answer."),
    Status.INTERVIEW: gettext_lazy("We have invited the applicant to a meeting."),
    Status.WAITLISTED: gettext_lazy(
        "There is no free place in this activity. When one falls free, whoever has waited longest is offered it by "
        "itself."
    ),
    Status.OFFERED: gettext_lazy("We keep a place for this person and wait for yes or no."),
    Status.ACCEPTED: gettext_lazy(
        "The place is theirs. Now prepare the agreement if one is needed, and see the criminal-record certificate "
        "where the work is with children."
    ),
    Status.ACTIVE: gettext_lazy("The person volunteers: enters hours, and the curator confirms them."),
    Status.PAUSED: gettext_lazy(
        "For a while the person does not volunteer; the place stays theirs. So it is, too, when a parent or "
        "guardian has withdrawn the consent: find out what happened, and go on only when they agree again."
    ),
    Status.COMPLETED: gettext_lazy("Volunteering has ended well. Issue the certificate and say thank you."),
    Status.DECLINED: gettext_lazy("We could not offer a place, or the parent or guardian did not agree."),
    Status.WITHDRAWN: gettext_lazy("The applicant does not want it any more."),
    Status.EXPIRED: gettext_lazy("We waited for an answer, and none came in time."),
    Status.ANONYMISED: gettext_lazy(
        "The personal data have been erased. Only what statistics need is left: year, age band, municipality, hours."
    ),
}

ONLY_IF: dict[Callable, str | Promise] = {
    only_if.is_under_18: gettext_lazy("the applicant is under 18"),
    only_if.is_adult: gettext_lazy("the applicant is 18 or over"),
    only_if.has_no_email: gettext_lazy("they have no e-mail"),
    only_if.has_come_of_age: gettext_lazy("they have just turned 18"),
    only_if.must_confirm_anew: gettext_lazy("they turned 18 and have not confirmed yet that they go on"),
    only_if.has_a_meeting: gettext_lazy("a meeting is set"),
    only_if.has_an_activity: gettext_lazy("an activity is chosen"),
    only_if.is_of_age: gettext_lazy("the age fits the activity"),
    only_if.guardian_agrees: gettext_lazy("under 18: a parent's or guardian's consent is valid"),
    only_if.no_consent_stands: gettext_lazy("no consent stands"),
    only_if.place_is_free: gettext_lazy("a place is free"),
    only_if.place_is_still_there: gettext_lazy("the place is still there"),
    only_if.is_next_in_line: gettext_lazy("nobody waits longer"),
    only_if.keeps_a_waiting_list: gettext_lazy("the activity keeps a waiting list"),
    only_if.time_ran_out: gettext_lazy("the time is over"),
    only_if.may_still_be_reopened: gettext_lazy("it was closed a short time ago, and not before it was submitted"),
    only_if.no_other_is_open: gettext_lazy("the same person has no other open application for this activity"),
    only_if.adult_has_confirmed: gettext_lazy("who turned 18 meanwhile has confirmed that they go on"),
    only_if.agreement_is_signed: gettext_lazy("the agreement, where one is needed, is signed by all"),
    only_if.record_is_seen: gettext_lazy("with children: the criminal-record certificate has been seen"),
    only_if.no_hours_wait: gettext_lazy("no hours wait to be confirmed"),
    only_if.ends_soon: gettext_lazy("the time on the list is running out"),
    only_if.contacts_may_leave: gettext_lazy("the time to keep contacts is over"),
    only_if.retention_is_over: gettext_lazy("the time to keep the data is over"),
    only_if.nothing_must_be_kept: gettext_lazy("no agreement has been signed"),
    only_if.something_must_be_kept: gettext_lazy("the law makes us keep a signed agreement"),
}

THEN: dict[Callable, str | Promise] = {
    then.contact_is_confirmed: gettext_lazy("our letters go to this address from now on"),
    then.decides_alone: gettext_lazy("who turned 18 meanwhile needs no parent or guardian"),
    then.tell_owner: gettext_lazy("the owner gets a letter"),
    then.asking_is_over: gettext_lazy("the parent or guardian is not reminded any more"),
    then.find_out_about_consent: gettext_lazy("the owner gets a task: find out about the consent"),
    then.consent_is_back: gettext_lazy("the task about the consent is done"),
    then.guardian_steps_back: gettext_lazy("the consent and the link of the parent or guardian end, and they are told"),
    then.adult_is_confirmed: gettext_lazy("the task to wait for this is done"),
    then.becomes_owner: gettext_lazy("you become the owner"),
    then.meeting_is_off: gettext_lazy("the meeting leaves the calendar"),
    then.waits_on: gettext_lazy("the place in line stays, the time runs anew"),
    then.certificate_is_due: gettext_lazy("with confirmed hours, a task: issue the certificate"),
    then.forget_contacts: gettext_lazy("contacts and texts are erased, the agreement stays"),
    then.anonymise: gettext_lazy("nothing of the person is left"),
}
PASSES_ON = gettext_lazy("a place that falls free is offered to the next in line")
ANSWERS = gettext_lazy("this is our first answer, by which the promise is measured")


def paper() -> str:
    """The whole guide as Markdown, in the active language."""
    return "\n\n".join([_beginning(), *(_about(status) for status in Status)]) + "\n"


def _beginning() -> str:
    days = Terms().answer_working_days
    promise = ngettext(
        "We promise to answer within %(count)d working day. The worklist shows who waits for us and how long already.",
        "We promise to answer within %(count)d working days. The worklist shows who waits for us and how long already.",
        days,
    )
    return "\n\n".join(
        [
            "<!-- written by manage.py flow_table from volunteers/moves.py and volunteers/guide.py -->",
            "# " + _("Applications to volunteer: a guide for staff"),
            _(
                "Every application is in exactly one status. The page of an application shows as buttons what you "
                "may do next; everything else is refused, whoever tries. No status can be chosen from a list."
            ),
            promise % {"count": days},
            _(
                "Every step is kept: what, when, by whom and why. Most of them send a letter by themselves. Who has"
                " no e-mail gets no letter: then a task to call them appears in the worklist, with what to tell."
            ),
            _(
                "Figures of days and months are those set at first; the ones in force are in the back office under "
                "“%(terms)s”. The subjects of letters are the original ones; their words can be edited there too."
            )
            % {"terms": Terms._meta.verbose_name},
        ]
    )


def _about(status: Status) -> str:
    parts = [f"## {str(status.label).capitalize()}", f"`{status}`. {MEANS[status]}", _waiting(status)]
    for by, heading in DOES.items():
        steps = [
            _step(name, move, by, status) for name, move in MOVES.items() if status in move.sources and by in move.by
        ]
        if steps:
            parts += [f"**{heading}**", "\n".join(steps)]
    return "\n\n".join(filter(None, parts))


def _waiting(status: Status) -> str:
    """How long it waits and what happens then."""
    figure = only_if.WAITS.get(status)
    if figure is None:
        return _("It waits until somebody does something.") if status in OPEN else ""
    count = getattr(Terms(), figure)
    if figure.endswith("_months"):
        waits = ngettext("It waits %(count)d month.", "It waits %(count)d months.", count)
    else:
        waits = ngettext("It waits %(count)d day.", "It waits %(count)d days.", count)
    said = [
        waits % {"count": count},
        _("On the day after it is closed: “%(status)s”.") % {"status": Status.EXPIRED.label},
    ]
    if status == Status.GUARDIAN_PENDING:
        *days, last = map(str, then.REMIND_AFTER)
        reminded = _("Who was asked by e-mail is reminded after %(days)s and %(last)s days.")
        said.insert(1, reminded % {"days": ", ".join(days), "last": last})
    if status == Status.WAITLISTED:
        said.insert(1, _("Before it ends, the applicant is asked whether to go on waiting."))
    return " ".join(map(str, said))


def _step(name: str, move: Move, by: By, status: Status) -> str:
    target = _("stays as it is") if move.target is None else _quoted(move.target.label)
    lines = [f"- {SAID_BY_APPLICANT.get(name, move.label) if by is By.APPLICANT else move.label} → {target}"]
    # A guardian's answer is kept first; what the table asks then holds by itself.
    conditions = [] if by is By.GUARDIAN else [move.when, *move.guards]
    also = [THEN[consequence] for consequence in move.then]
    also += [PASSES_ON] if move.passes_on and status in only_if.HOLDING else []
    also += [ANSWERS] if move.answers and status not in only_if.HOLDING else []
    said = {
        _("Only if"): "; ".join(str(ONLY_IF[condition]) for condition in conditions if condition in ONLY_IF),
        _("You write"): str(move.ask) if by is By.STAFF else "",
        _("Letter to the applicant"): _quoted(subject(move.letter)) if move.letter else "",
        _("No letter"): str(move.no_letter),
        _("And also"): "; ".join(map(str, also)),
    }
    return "\n".join([*lines, *(f"  - {what}: {words}" for what, words in said.items() if words)])


def subject(letter: str) -> str:
    """What the letter is called: the first line of its file."""
    source = get_template(f"letters/{get_language()}/{letter}.txt").template.source
    return source.partition("\n")[0].removeprefix("Subject:").strip()


def _quoted(words: str | Promise) -> str:
    return _("“%(words)s”") % {"words": words}
