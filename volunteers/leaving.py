"""Leaving when one wants to: erase what is held about an applicant, at their own request or after a restore."""

from django.db import transaction

from lvg_portal import outbox
from lvg_portal.models import ContactMessage, Letter
from volunteers import erasures, locks, phones
from volunteers.flow import By, lawful_moves, make_move
from volunteers.guards import nothing_must_be_kept
from volunteers.models import Application, Person, StatusEvent
from volunteers.retention import are_contacts_forgotten


def erase_on_request(application: Application, *, actor=None, reason: str = "") -> StatusEvent:
    """Withdraw what is still open, then erase all that the law does not make us keep. Raises MoveRefused.

    One transaction; the letter ``erased`` goes out right after it, to the address as it was.

    Args:
        actor: the data officer, where the applicant asked in another way than by the link.
        reason: how they asked; it is erased with the rest.
    """
    with transaction.atomic():
        row = locks.row_of(application)
        person = row.person
        to, language = (person.email if person.email_confirmed_at else ""), person.language
        mailbox, phone = person.email, person.phone
        if row.is_open:
            make_move(row, "withdraw", by=By.APPLICANT, actor=actor, reason=reason)
        is_whole, others = not nothing_must_be_kept(row), stays_for(row)
        name = "erase" if is_whole else "erase_contacts"
        event = make_move(row, name, by=By.APPLICANT, actor=actor, reason=reason)
        erasures.note(row, erasures.ON_REQUEST)
        _delete_messages(mailbox if to else "", phone)
        if to:
            context = {"number": row.number, "is_whole": is_whole, "others": ", ".join(others)}
            outbox.send_last("erased", to=to, language=language, context=context)
    application.refresh_from_db()
    return event


def erase_again(application: Application) -> bool:
    """After a restore: what the ledger says was erased, is. True when there was something to do.

    Nobody is written to, for they have left long ago. What was open in the backup is withdrawn first.
    """
    with transaction.atomic():
        row = locks.row_of(application)
        is_whole = erasures.is_noted(row)
        if row.status == Application.Status.ANONYMISED or not (is_whole or _are_contacts_due(row)):
            return False
        email, phone = (row.person.email if row.person.email_confirmed_at else ""), row.person.phone
        if row.is_open:
            make_move(row, "withdraw", by=By.APPLICANT)
        make_move(row, "anonymise" if is_whole else "forget_contacts", by=By.CLOCK)
        if erasures.is_noted(row, erasures.ON_REQUEST):
            _delete_messages(email, phone)
    return True


def is_back(application: Application, ledger: dict) -> bool:
    """A restored backup has brought back what the ledger says was erased."""
    if application.status == Application.Status.ANONYMISED:
        return False
    if erasures.is_in(ledger, application):
        return True
    return erasures.is_in(ledger, application, erasures.CONTACTS) and not are_contacts_forgotten(application)


def may_be_erased(application: Application) -> bool:
    """There is something left to erase on request."""
    if application.is_open:
        return True
    lawful = lawful_moves(application, By.APPLICANT)
    if nothing_must_be_kept(application):
        return "erase_contacts" in lawful and not are_contacts_forgotten(application)
    return "erase" in lawful


def stays_for(application: Application) -> list[str]:
    """The numbers of the same person's other applications that still need the name and the contacts."""
    others = application.person.applications.exclude(pk=application.pk).exclude(status=Application.Status.ANONYMISED)
    return [other.number for other in others.order_by("pk") if not are_contacts_forgotten(other)]


def _are_contacts_due(application: Application) -> bool:
    return erasures.is_noted(application, erasures.CONTACTS) and not are_contacts_forgotten(application)


def _delete_messages(email: str, phone: str) -> None:
    """What the same person wrote in the contact form, however they typed their number there."""
    theirs = list(ContactMessage.objects.filter(reply_to__iexact=email)) if email else []
    if phone and not Person.objects.filter(phone=phone).exists():  # else others share it, or they stay elsewhere
        by_phone = ContactMessage.objects.exclude(reply_to__contains="@")
        theirs += [message for message in by_phone if _is_number(message.reply_to, phone)]
    keys = [message.pk for message in theirs]
    outbox.delete_copies(Letter.objects.filter(refs__message__in=keys))
    ContactMessage.objects.filter(pk__in=keys).delete()


def _is_number(typed: str, phone: str) -> bool:
    try:
        return phones.parse(typed) == phone
    except phones.NotAPhone:
        return False
