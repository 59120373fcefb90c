"""Agreements: what one says, who signs it, when it can no longer be changed, and the paper itself."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone, translation
from pypdf import PdfReader

from tests import make
from volunteers import agreements, certificates, papers
from volunteers.flow import By, MoveRefused, make_move
from volunteers.models import Agreement, Signature
from volunteers.papers import serving

NAMES = ["Žygimantas Šešelgytė-Žiūkienė", r"#[x] $y$ \ @a <b> *c* _d_", '//e /*f*/ `g` "h"', "Олена Шевченко"]


def facts(**more) -> dict:
    today = timezone.localdate()
    return {
        "kind": "long", "language": "lt", "starts_on": today, "ends_on": today + timedelta(days=90),
        "hours_planned": 40, "duties": "Padeda", "expenses": "", **more,
    }  # fmt: skip


def sign(agreement: Agreement, party: str, user=None, **more) -> Signature:
    said = {"party": party, "route": "seen", "signed_on": timezone.localdate(), "user": user, **more}
    return agreements.sign(agreement, **said)


def read(pdf: bytes) -> tuple[PdfReader, str]:
    paper = PdfReader(io.BytesIO(pdf))
    return paper, "\n".join(page.extract_text() for page in paper.pages)


# --- Making -----------------------------------------------------------------------------------------------------------
def test_an_agreement_has_a_number_of_its_year(db, coordinator):
    application = make.application(status="accepted")

    made = agreements.write(application, facts(), user=coordinator)

    assert made.number == f"SUT-{timezone.localdate():%Y}-0001"
    assert agreements.in_force(application) == made


def test_the_proposal_for_the_youth_service_says_what_the_law_says(db):
    offered = make.opportunity(kind="jst", expenses_covered_lt="Kelionė")

    proposed = agreements.proposal(make.application(status="accepted", opportunity=offered))

    assert (proposed["kind"], proposed["hours_planned"], proposed["expenses"]) == ("jst", 240, "Kelionė")
    assert 180 <= (proposed["ends_on"] - proposed["starts_on"]).days <= 184


@pytest.mark.parametrize(("days", "kind"), [(59, None), (60, "long")])
def test_an_activity_that_begins_at_midnight_lasts_the_days_that_the_calendar_counts(db, days, kind):
    begins = make.at(2030, 6, 1)  # in Vilnius; in Greenwich it is still the last of May
    offered = make.opportunity(kind="short", starts_at=begins, ends_at=begins + timedelta(days=days))

    offered.refresh_from_db()
    assert agreements.required_kind(make.application(opportunity=offered)) == kind


@pytest.mark.parametrize("status", ["in_review", "offered", "completed", "declined"])
def test_no_agreement_before_the_offer_is_accepted_or_after_the_end(db, coordinator, status):
    with pytest.raises(ValidationError):
        agreements.write(make.application(status=status), facts(), user=coordinator)


def test_until_someone_signs_it_may_be_corrected_and_then_no_more(db, coordinator):
    application = make.application(status="accepted")
    made = agreements.write(application, facts(), user=coordinator)

    corrected = agreements.write(application, facts(hours_planned=50), user=coordinator)
    sign(made, "volunteer", coordinator)

    with pytest.raises(ValidationError):
        agreements.write(application, facts(hours_planned=60), user=coordinator)
    assert (corrected.pk, Agreement.objects.get().hours_planned) == (made.pk, 50)


def test_a_cancelled_one_makes_room_for_another_and_keeps_its_signatures(db, coordinator):
    application = make.application(status="accepted")
    first = make.agreement(application)

    agreements.cancel(first)
    second = agreements.write(application, facts(), user=coordinator)

    assert agreements.in_force(application) == second
    assert first.signatures.count() == 2
    with pytest.raises(ValidationError):
        agreements.cancel(first)


# --- Signing ----------------------------------------------------------------------------------------------------------
def test_for_a_minor_a_guardian_signs_too(db):
    parties = agreements.parties(make.agreement(make.application(15, "accepted"), signed=False))

    assert parties == ["organisation", "volunteer", "guardian"]


def test_each_party_signs_once_and_never_tomorrow(db, coordinator):
    agreement = make.agreement(make.application(status="accepted"), signed=False)
    sign(agreement, "volunteer", coordinator)

    for party, day in (("volunteer", 0), ("guardian", 0), ("organisation", 1)):
        with pytest.raises(ValidationError):
            sign(agreement, party, coordinator, signed_on=timezone.localdate() + timedelta(days=day))

    assert agreements.missing_parties(agreement) == ["organisation"]


def test_nothing_is_signed_after_cancelling(db, coordinator):
    agreement = make.agreement(make.application(status="accepted"), signed=False)
    agreements.cancel(agreement)

    with pytest.raises(ValidationError):
        sign(agreement, "volunteer", coordinator)


def test_a_scan_is_demanded_where_it_is_claimed(db, coordinator):
    agreement = make.agreement(make.application(status="accepted"), signed=False)

    with pytest.raises(ValidationError):
        sign(agreement, "volunteer", coordinator, route="scan")
    kept = sign(agreement, "volunteer", coordinator, route="scan", scan=ContentFile(b"%PDF-", name="ab.pdf"))

    assert kept.scan.name.startswith("agreements/")


def test_an_agreement_that_ran_out_lets_nobody_begin(db, coordinator):
    application = make.application(status="accepted", wants_agreement=True)
    yesterday = timezone.localdate() - timedelta(days=1)
    make.agreement(application, starts_on=yesterday, ends_on=yesterday)

    with pytest.raises(MoveRefused, match="baigėsi"):
        make_move(application, "activate", by=By.STAFF, actor=coordinator)


def test_the_next_agreement_takes_the_place_of_one_that_ran_out(db, coordinator):
    application = make.volunteer(since=40, signed=False)
    first, last = (timezone.localdate() - timedelta(days=days) for days in (40, 10))
    make.agreement(application, starts_on=first, ends_on=last)

    new = agreements.write(application, facts(), user=coordinator)

    assert agreements.in_force(application) == new
    assert agreements.periods(application) == [(first, last)]


# --- The paper --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_the_paper_is_tagged_and_takes_any_name_as_text(db, language, name):
    application = make.application(15, "accepted", person=make.person(15, first_name=name, last_name="Ąžuolė"))
    agreement = make.agreement(application, signed=False, language=language, duties="#eval(1) $x$\nĄčęėįšųūž „“")

    paper, text = read(serving.agreement_pdf(agreement))
    root = paper.trailer["/Root"]

    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root) == (language, True, True)
    assert agreement.number in paper.metadata.title
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert f"{name} Ąžuolė" in text
    assert "#eval(1) $x$" in text
    assert "Ąčęėįšųūž „“" in text
    assert "Rūta Pavyzdaitienė" in text


def test_a_name_that_no_letter_of_ours_can_write_still_makes_a_paper(db):
    application = make.application(status="accepted", person=make.person(first_name="李明", last_name="王"))

    assert serving.agreement_pdf(make.agreement(application)).startswith(b"%PDF-")


def test_the_youth_service_paper_names_its_hours_and_meetings(db):
    application = make.application(status="accepted")

    _paper, text = read(serving.agreement_pdf(make.agreement(application, kind="jst")))

    assert "6 mėnesius" in text
    assert "240 val." in text.replace("\u00a0", " ")
    assert "du kartus per mėnesį" in " ".join(text.split())


def test_the_journal_lists_confirmed_hours_and_their_sum(db, coordinator):
    application = make.volunteer()
    make.hours(application, status="confirmed", decided_by=coordinator, activity="Sėjau gėles")
    make.hours(application, days_ago=2, activity="Dar laukia")

    _paper, text = read(serving.journal_pdf(application, "lt"))

    assert "Sėjau gėles" in text
    assert "Dar laukia" not in text
    assert "2 val." in text.replace("\u00a0", " ")


def test_a_paper_is_in_its_own_language_whatever_staff_read(db):
    with translation.override("lt"):
        _paper, text = read(serving.agreement_pdf(make.agreement(make.application(status="accepted"), language="en")))

    assert "Volunteering agreement" in text
    assert "Savanor" not in text.replace("Alytaus rajono", "")


def test_our_letters_are_light():
    fonts = list((papers.HERE / "fonts").glob("*.ttf"))

    assert 0 < sum(font.stat().st_size for font in fonts) <= 100_000


@pytest.mark.parametrize(("language", "path"), [("lt", "/pazymejimai/"), ("en", "/en/certificates/")])
def test_a_certificate_tells_where_and_with_which_code_to_check_it(db, settings, language, path):
    settings.SITE_URL = "https://vvg.example.lt"
    row = make.certificate(make.volunteer(), language=language, competences="Bendravimas\nKomandinis darbas")

    paper, text = read(serving.certificate_pdf(row))

    assert f"https://vvg.example.lt{path}{row.number}/" in text
    assert certificates.printed_code(row) in text
    assert "Žygimantas Pavyzdaitis" in text
    assert "Komandinis darbas" in text
    assert paper.trailer["/Root"]["/Lang"] == language
