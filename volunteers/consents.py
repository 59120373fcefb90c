"""Who agreed to what: first versions of the texts, the applicant's own consents, the guardian's answer."""

from django.apps import apps as installed_apps
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lvg_portal import outbox
from volunteers import locks, notes
from volunteers.flow import By, MoveRefused, lawful_moves, make_move
from volunteers.guards import valid_consent
from volunteers.models import (
    Application,
    Consent,
    ConsentText,
    GuardianConsent,
    Person,
    StatusEvent,
    Story,
    SupportNeed,
)

Purpose = ConsentText.Purpose
ON_REQUEST = (Purpose.PHOTO, Purpose.POOL, Purpose.NEWS)  # never a condition, always unticked
# Asked of those who have begun; before that there is nothing to tell.
AFTER_BEGINNING = (Application.Status.ACTIVE, Application.Status.PAUSED, Application.Status.COMPLETED)

# The moves by which a guardian answers: which of them fits depends on how far the application has come.
AGREES = ("guardian_agrees", "guardian_agrees_again")
REFUSES = ("guardian_refuses",)
WITHDRAWS = ("guardian_withdraws", "guardian_pauses", "guardian_withdraws_in_pause")

# Version 1. Staff write later versions in the back office; these words are never edited here.
FIRST_TEXTS = {
    (Purpose.GUARDIAN, "lt"): (
        "Sutinku, kad mano vaikas (globotinis) savanoriautų Alytaus rajono vietos veiklos grupėje.\n\n"
        "Savanoriavimas – neatlygintina veikla, kurią jis ar ji renkasi savo noru. Prieš pradedant su juo ar ja "
        "pasirašysime sutartį, paskirsime kuratorių ir supažindinsime su saugaus elgesio taisyklėmis. Veiklos laiką "
        "derinsime prie mokslo.\n\n"
        "Sutikimą galiu bet kada atšaukti per tą pačią nuorodą, neaiškindamas ar neaiškindama kodėl. Mano kontaktus "
        "naudosite tik šiam sutikimui."
    ),
    (Purpose.GUARDIAN, "en"): (
        "I agree that my child (ward) may volunteer with the Alytus District Local Action Group.\n\n"
        "Volunteering is unpaid and done of one's own free will. Before it starts you will sign an agreement with my "
        "child, name a curator and explain how to stay safe. The hours will be fitted around school.\n\n"
        "I can withdraw this consent at any time through the same link, without giving a reason. You will use my "
        "contact details for this consent only."
    ),
    (Purpose.SUPPORT, "lt"): (
        "Sutinku, kad mano atsakymą, kas padėtų man dalyvauti, matytų mano paraišką tvarkantis koordinatorius ir pagal "
        "jį pritaikytų veiklą. Atsakymas gali netiesiogiai atskleisti mano sveikatos duomenis. Jį ištrinsite per "
        "30 dienų po sprendimo arba veiklos pabaigos, o sutikimą galiu bet kada atšaukti."
    ),
    (Purpose.SUPPORT, "en"): (
        "I agree that the coordinator who handles my application may see what would help me take part and adapt the "
        "activity to it. The answer may indirectly say something about my health. You will erase it within 30 days of "
        "the decision or of the end of the activity, and I can withdraw my consent at any time."
    ),
    (Purpose.PHOTO, "lt"): "Galite skelbti nuotraukas, kuriose mane matyti",
    (Purpose.PHOTO, "en"): "You may publish photographs in which I can be seen",
    (Purpose.POOL, "lt"): "Jei vietos nebus, siūlykite man kitas veiklas 12 mėnesių",
    (Purpose.POOL, "en"): "If there is no place, suggest other activities to me for 12 months",
    (Purpose.NEWS, "lt"): "Siųskite savanorių naujienas",
    (Purpose.NEWS, "en"): "Send me news for volunteers",
    (Purpose.STORY, "lt"): (
        "Galite svetainėje paskelbti mano pasakojimą apie savanorystę su mano vardu ir nuotrauka. Prieš skelbdami jį "
        "man parodysite, o kai sutikimą atšauksiu, iš svetainės iškart pašalinsite."
    ),
    (Purpose.STORY, "en"): (
        "You may publish my story about volunteering on the site, with my first name and a picture. You will show it "
        "to me first, and take it off the site at once when I withdraw this consent."
    ),
}


def write_first_texts(apps=installed_apps, **kwargs) -> None:
    """Make the first versions where they are missing. Connected to ``post_migrate``; safe to run again."""
    # "flush" sends the signal too, without the historical apps.
    try:
        apps.get_model("volunteers", "ConsentText")
    except LookupError:  # migrated back to before the table
        return
    for (purpose, language), body in FIRST_TEXTS.items():
        ConsentText.objects.get_or_create(purpose=purpose, language=language, version=1, defaults={"body": body})


def give(person: Person, text: ConsentText, route: str = Application.Route.WEB) -> Consent:
    """The person agrees to exactly these words."""
    return Consent.objects.create(person=person, text=text, given_at=timezone.now(), route=route)


def offered_to(application: Application) -> tuple[Purpose, ...]:
    """What the applicant may be asked to agree to, besides what would help them (needs.py)."""
    return (*ON_REQUEST, Purpose.STORY) if application.status in AFTER_BEGINNING else ON_REQUEST


def agree(application: Application, text: ConsentText) -> Consent | None:
    """The applicant agrees later, on their own page; None where a consent for the same purpose stands."""
    with transaction.atomic():
        person = locks.person_of(application)  # two clicks at once are one consent
        if person.consents.filter(text__purpose=text.purpose, withdrawn_at=None).exists():
            return None
        return give(person, text)


def withdraw(application: Application, consent: Consent) -> None:
    """End it at once, with what stands on it; who handles the application learns which consent it was."""
    with transaction.atomic():
        person = locks.person_of(application)
        ended = Consent.objects.filter(pk=consent.pk, person=person, withdrawn_at=None)
        if not ended.update(withdrawn_at=timezone.now()):
            return
        SupportNeed.objects.filter(consent=consent).delete()
        Story.objects.filter(consent=consent).update(status=Story.Status.DRAFT, published_at=None)
        notes.by_applicant(application, notes.WITHDRAWN[consent.text.purpose], tell=True)


def may_agree(application: Application) -> bool:
    """The guardian's consent is waited for, and none stands."""
    return bool(_fitting(application, AGREES)) and valid_consent(application) is None


def may_withdraw(application: Application) -> bool:
    return bool(_fitting(application, WITHDRAWS)) and valid_consent(application) is not None


def guardian_answers(
    application: Application,
    *,
    agrees: bool,
    text: ConsentText,
    route: str = GuardianConsent.Route.LINK,
    recorded_by: User | None = None,
) -> GuardianConsent:
    """Keep the guardian's answer to ``text`` and move the application. Raises MoveRefused.

    Args:
        recorded_by: who among staff writes down an answer given on paper or in person; None when by link.
    """
    if (recorded_by is None) != (route == GuardianConsent.Route.LINK):
        raise MoveRefused(_("A consent by link is given by the guardian alone; any other names who recorded it."))
    if text.purpose != Purpose.GUARDIAN:
        raise ValueError(f"no text for guardians: {text}")
    with transaction.atomic():
        row, name = _locked(application, AGREES if agrees else REFUSES)
        if valid_consent(row):
            raise MoveRefused(_("The parent or guardian has agreed already."), lawful_moves(row, By.GUARDIAN))
        consent = GuardianConsent.objects.create(
            guardian=row.guardian,
            response=GuardianConsent.Response.GIVEN if agrees else GuardianConsent.Response.REFUSED,
            route=route,
            text=text,
            given_at=timezone.now(),
            recorded_by=recorded_by,
        )
        event = make_move(application, name, by=By.GUARDIAN, actor=recorded_by)
        outbox.post("guardian_receipt", language=row.person.language, application=row.pk, event=event.pk)
    return consent


def guardian_withdraws(application: Application, *, recorded_by: User | None = None, because: str = "") -> StatusEvent:
    """End the guardian's consent. Raises MoveRefused.

    The application waits for it again and a place held becomes free; who volunteers already is paused.
    """
    with transaction.atomic():
        row, name = _locked(application, WITHDRAWS)
        consent = valid_consent(row)
        if consent is None:
            raise MoveRefused(_("There is no valid consent of a parent or guardian."))
        with translation.override(settings.LANGUAGE_CODE):  # staff read it
            consent.ended_because = because or _("withdrawn by the guardian")
        consent.ended_at = timezone.now()
        consent.save(update_fields=["ended_at", "ended_because"])
        event = make_move(application, name, by=By.GUARDIAN, actor=recorded_by)
        outbox.post("guardian_receipt", language=row.person.language, application=row.pk, event=event.pk)
    return event


def _locked(application: Application, names: tuple[str, ...]) -> tuple[Application, str]:
    """The row under lock and the move that fits: a second click must not store a second answer."""
    row = locks.row_of(application)
    name = _fitting(row, names)
    if not name:
        raise MoveRefused(_("This step is not possible now."), lawful_moves(row, By.GUARDIAN))
    return row, name


def _fitting(application: Application, names: tuple[str, ...]) -> str:
    lawful = lawful_moves(application, By.GUARDIAN)
    return next((name for name in names if name in lawful), "")
