"""What staff call the facts of our letters when they write their own words (lvg_portal/letter_files.py)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from lvg_portal.letter_files import Word, words

NUMBER, ACTIVITY = "SAV-2000-0001", _("Planting flowers (an example)")

words.update(
    {
        "application.number": Word("number", _("the number of the application"), NUMBER),
        "opportunity.title": Word(
            "activity", _("the title of the activity"), ACTIVITY, instead=_("an activity that we will choose together")
        ),
        "application.person.first_name": Word("first_name", _("the first name of the volunteer"), _("Firstname")),
        "application.get_status_display": Word("status", _("where the application stands"), _("being considered")),
        "last_day": Word("last_day", _("the last day on which it can be answered"), date(2000, 1, 31)),
        "told": Word("question", _("what staff wrote on the page of the application"), _("When would it suit you?")),
        "text.body": Word("consent_text", _("the whole text of what is agreed"), _("(The text of the consent.)")),
        "volunteering": Word(
            "volunteering", _("the address of the volunteering page"), "https://example.lt/savanoryste/"
        ),
        "terms.link_days": Word("link_days", _("for how many days the link works"), 90),
        "terms.answer_working_days": Word("answer_days", _("within how many working days we answer"), 5),
        "receipt": Word("receipt", _("the number on the receipt of the second form"), "SAV-2000-0002"),
        "move.at": Word("day", _("the day on which it happened"), date(2000, 1, 15)),
        "ways": Word("applications", _("each application with its link"), ""),
        "way.application.number": Word("number", _("the number of the application"), NUMBER),
        "way.opportunity.title": Word("activity", _("the title of the activity"), ACTIVITY),
        "way.link": Word("link", _("the link to the application"), "https://example.lt/…"),
        "bulk_subject": Word("subject", _("the subject of the letter to many"), _("News about your application")),
        "bulk_text": Word("text", _("the text of the letter to many"), _("(The text that staff write.)")),
        "opportunity.where": Word("where", _("where it takes place"), _("Example village")),
        "terms.confirm_days": Word("confirm_days", _("for how many days the confirmation link works"), 7),
        "application.helper_name": Word(
            "helper", _("the first name of who helped to fill in the form"), _("Firstname")
        ),
        "application.helper_relation": Word("helper_relation", _("who the helper is to the applicant"), _("neighbour")),
        "certificate.number": Word("certificate_number", _("the number of the certificate"), "PAZ-2000-0001"),
        "entries": Word("entries", _("the hours that were returned, each with the reason"), ""),
        "number": Word("number", _("the number of the application"), NUMBER),
        "hours": Word("hours", _("how many hours the journal of that month holds"), "3.30"),
        "entry.worked_on": Word("day", _("the day of the entry"), date(2000, 1, 15)),
        "entry.returned_because": Word("reason", _("why it was returned"), _("(The curator's words.)")),
        "failed": Word("failed", _("how many letters could not be sent"), 2),
        "waiting.overdue": Word("overdue", _("how many wait longer than we promised"), 1),
        "waiting.new": Word("new", _("how many are new"), 3),
        "waiting.tasks": Word("tasks", _("how many tasks are open"), 2),
        "waiting.hours": Word("hours", _("how many hours wait to be confirmed"), 4),
        "waiting.certificates": Word("certificates", _("how many certificates are due"), 1),
        "month": Word("month", _("the month whose hours are asked for"), date(2000, 1, 1)),
        "answer.text.version": Word("text_version", _("the version of the text that was agreed to"), 1),
        "text.version": Word("text_version", _("the version of the text that was agreed to"), 1),
        "opportunity.hours_note": Word("hours_note", _("how much time it takes"), _("two hours a week")),
        "opportunity.curator.get_full_name": Word("curator", _("the curator of the activity"), _("Firstname Lastname")),
        "opportunity.starts_at": Word("when", _("when it takes place"), date(2000, 2, 1)),
    }
)
