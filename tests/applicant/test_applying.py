"""From the first step to the receipt."""

import re
import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from lvg_portal.models import Letter, Throttle
from lvg_portal.templatetags.portal import day_month
from tests import make
from tests.applicant.conftest import Applicant, link_in
from volunteers import workdays
from volunteers.forms.about import AboutForm
from volunteers.forms.send import SendForm
from volunteers.forms.support import SupportForm
from volunteers.forms.what import WhatForm
from volunteers.models import Application, Person, Repeat, StatusEvent, SupportOption, Task

NONE_LEFT = (0, 0, 0)


def without_token(page) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())


def rows():
    return Application.objects.count(), Person.objects.count(), Letter.objects.count()


def test_an_adult_applies_and_gets_a_number(applicant, letters):
    page = applicant.apply()

    row = Application.objects.select_related("person").get()
    assert (row.status, row.route, row.opportunity) == ("email_pending", "web", None)
    assert (row.person.first_name, row.person.email, row.person.language) == ("Žygimantas", applicant.email, "lt")
    assert row.number == f"SAV-{timezone.localdate():%Y}-0001"
    assert row.number in page.content.decode()
    assert [(to, subject) for to, subject, _text in letters()] == [(applicant.email, "Patvirtinkite el. pašto adresą")]
    assert [(event.move, event.target, event.by) for event in StatusEvent.objects.all()] == [
        ("start", "email_pending", "applicant")
    ]


def test_the_english_form_leads_to_english_pages_and_letters(client, db, letters):
    applicant = Applicant(client, language="en")

    page = applicant.apply()

    assert page.redirect_chain[-1][0] == "/en/volunteering/apply/received/"
    assert Person.objects.get().language == "en"
    assert letters()[0][1] == "Confirm your e-mail address"


def test_an_adult_has_at_most_twelve_required_answers(db):
    forms = [AboutForm(), WhatForm(), SupportForm(), SendForm()]
    required = [name for form in forms for name, field in form.fields.items() if field.required]

    # The birth date is three boxes; with "by e-mail" comes its address, with "suggest something" what one enjoys.
    assert len(required) + len(["month", "day", "email", "interests"]) <= 12


def test_a_minor_is_asked_for_a_guardian_and_the_guardian_not_yet_written_to(applicant, letters):
    applicant.about(15)
    applicant.what()
    after_support = applicant.post("support", skip="1")
    applicant.guardian()
    applicant.send()

    row = Application.objects.select_related("guardian").get()
    assert after_support.url == "/savanoryste/paraiska/tevai/"
    assert (row.status, row.guardian.email) == ("email_pending", "mama@pastas.lt")
    assert [to for to, _subject, _text in letters()] == [applicant.email]


@pytest.mark.parametrize("language", ["lt", "en"])
def test_under_14_nothing_is_kept(client, db, language):
    applicant = Applicant(client, language)
    applicant.about(20)  # what was typed before goes too

    page = applicant.about(13)

    assert page.url in ("/savanoryste/paraiska/dar-anksti/", "/en/volunteering/apply/too-early/")
    assert client.get(page.url).status_code == 200
    assert rows() == NONE_LEFT
    assert Session.objects.count() == 0
    assert client.cookies["sessionid"].value == ""


def test_answers_stay_when_one_goes_back(applicant):
    applicant.about()
    applicant.what(motivation="Noriu padėti")

    page = applicant.client.get(applicant.address("step", step="what"))

    assert page.context["form"]["motivation"].value() == "Noriu padėti"
    assert page.context["form"].errors == {}


def test_changing_one_answer_leads_back_to_the_check(applicant):
    applicant.about()
    applicant.what()
    applicant.post("support", skip="1")

    changed = applicant.about(first_name="Rūta")

    assert changed.url == "/savanoryste/paraiska/patikrinti/"
    assert "Rūta Pavyzdaitis" in applicant.client.get(changed.url).content.decode()


def test_after_two_hours_the_step_just_sent_is_kept(applicant):
    applicant.about()
    session = applicant.client.session
    session["application"] = {**session["application"], "at": time.time() - 2 * 60 * 60 - 1}
    session.save()

    page = applicant.post("what", follow=True, opportunity="suggest", interests="Sodinu", availability="Rytais")

    assert page.redirect_chain[-1][0] == "/savanoryste/paraiska/apie-jus/?again=1"
    assert page.context["again"] == ["Apie jus"]
    assert "Tai, ką ką tik išsiuntėte, išliko." in page.content.decode()
    applicant.about()
    kept = applicant.client.get(applicant.address("step", step="what")).context["form"]
    assert kept["interests"].value() == "Sodinu"


def test_answers_nobody_came_back_for_leave_the_database(applicant):
    applicant.about()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    Applicant(Client()).about()

    assert Session.objects.count() == 1


def test_a_form_sent_after_two_hours_stores_nothing_and_says_so(applicant):
    page = applicant.client.post(applicant.address("check"), {"key": "x"}, follow=True)

    assert page.redirect_chain[-1][0] == "/savanoryste/paraiska/apie-jus/?again=1"
    assert rows() == NONE_LEFT


def test_answers_can_be_cleared(applicant):
    applicant.about()

    page = applicant.post("what", follow=True, clear="1")

    assert "Jūsų atsakymai išvalyti" in page.content.decode()
    assert Session.objects.count() == 0


def test_answers_can_be_cleared_before_and_after_sending(applicant):
    applicant.about()
    applicant.what()
    applicant.post("support", skip="1")
    before = applicant.client.post(applicant.address("check"), {"clear": "1"})
    left_before = Session.objects.count()
    applicant.apply()

    after = applicant.client.post(applicant.address("received"), {"clear": "1"})

    assert before.url == after.url == "/savanoryste/paraiska/?cleared=1"
    assert (left_before, Session.objects.count()) == (0, 0)
    assert applicant.client.get(applicant.address("received")).url == "/savanoryste/paraiska/"


def test_the_same_form_sent_twice_is_one_application_and_one_letter(applicant):
    applicant.about()
    applicant.what()
    applicant.post("support", skip="1")
    key = applicant.key()

    first = applicant.client.post(applicant.address("check"), {"key": key}, follow=True)
    second = applicant.client.post(applicant.address("check"), {"key": key}, follow=True)

    assert second.context["receipt"] == first.context["receipt"]
    assert rows() == (1, 1, 1)


def test_a_second_application_gets_the_same_page_and_the_mailbox_the_truth(applicant, letters):
    first = applicant.apply()
    letters()

    second = applicant.apply()

    number, repeat = (page.context["receipt"]["number"] for page in (first, second))
    assert number != repeat
    assert without_token(first).replace(number, "") == without_token(second).replace(repeat, "")
    assert Application.objects.get().number == number
    assert Repeat.objects.get().number == repeat
    ((to, subject, text),) = letters()
    assert (to, subject) == (applicant.email, "Jūs jau turite paraišką")
    assert number in text
    assert repeat in text


def test_the_repeat_sent_twice_is_one_letter(applicant):
    applicant.apply()
    applicant.about()
    applicant.what()
    applicant.post("support", skip="1")
    key = applicant.key()

    pages = [applicant.client.post(applicant.address("check"), {"key": key}, follow=True) for _again in range(2)]

    assert pages[0].context["receipt"] == pages[1].context["receipt"]
    assert Letter.objects.filter(key="already_open").count() == 1


def test_a_second_application_without_email_is_called_about(applicant):
    by_phone = {"contact": "phone", "email": "", "phone": "8 612 34567"}
    applicant.apply(about=by_phone)

    page = applicant.apply(about=by_phone)

    assert Application.objects.count() == 1
    assert "paskambinsime" in page.content.decode()
    assert set(Task.objects.values_list("what", "letter")) == {("call", "confirm"), ("call", "already_open")}


@pytest.mark.parametrize(
    "other", [{"email": "brolis@pastas.lt"}, {"born_on_2": "1", "born_on_1": "1"}], ids=["e-mail", "birth date"]
)
def test_another_person_of_the_family_may_apply(applicant, other):
    applicant.apply()
    applicant.apply(about=other)

    assert Application.objects.count() == 2


def test_someone_without_email_is_to_be_called(applicant, coordinator, letters):
    page = applicant.apply(about={"contact": "phone", "email": "", "phone": "8 612 34567"})

    row = Application.objects.select_related("person").get()
    assert (row.person.email, row.person.phone, row.status) == ("", "+37061234567", "email_pending")
    by = day_month(workdays.after(timezone.localdate(), 5)).replace("\xa0", " ")
    text = page.content.decode().replace("\xa0", " ")
    assert f"Ne vėliau kaip {by} paskambinsime jūsų nurodytu numeriu." in text
    assert "Išspausdinkite šį puslapį" in text
    assert Task.objects.get().due_on == workdays.after(timezone.localdate(), 5)
    assert [(to, subject) for to, subject, _text in letters()] == [
        (coordinator.email, f"Paskambinkite dėl paraiškos {row.number}")
    ]


def test_the_helper_is_kept_only_as_a_first_name_and_a_relation(applicant):
    helper = {"helper_is_here": "on", "helper_name": "Ona", "helper_relation": "sesuo"}
    applicant.apply(about=helper)

    row = Application.objects.get()
    assert (row.helper_name, row.helper_relation) == ("Ona", "sesuo")


def test_with_a_helper_the_applicant_stays_the_applicant(applicant, letters):
    applicant.about(helper_is_here="on", helper_name="Ona", helper_relation="sesuo")
    applicant.what()
    applicant.post("support", skip="1")
    check = applicant.client.get(applicant.address("check")).content.decode()
    applicant.send()
    confirm = link_in(letters()[0][2])
    applicant.client.post(confirm)

    assert "Pildyti jums padeda Ona, o pareiškėjas esate jūs" in check
    received = next(text for _to, subject, text in letters() if subject == "Gavome jūsų paraišką")
    assert "Ona (sesuo)" in received
    assert "pareiškėjas esate jūs" in received


def test_a_helper_that_was_unticked_is_forgotten(applicant):
    applicant.apply(about={"helper_name": "1", "helper_relation": "sesuo"})

    assert Application.objects.get().helper_relation == ""


def test_who_asks_for_a_written_agreement_gets_one(applicant):
    applicant.about()
    applicant.what(wants_agreement="on")
    applicant.post("support", skip="1")
    check = applicant.client.get(applicant.address("check")).content.decode()
    applicant.send()

    row = Application.objects.get()
    assert "Rašytinė sutartis" in check
    assert row.wants_agreement


def test_support_needs_are_kept_with_their_own_consent(applicant):
    option = SupportOption.objects.create(key="quiet-place", title_lt="Rami vieta", title_en="A quiet place")
    applicant.about()
    applicant.what()
    form = applicant.client.get(applicant.address("step", step="support")).context["form"]
    refused = applicant.post("support", options=option.pk)
    applicant.post("support", options=option.pk, text="Man reikia pertraukų", **{form.consent_name: "on"})
    applicant.send()

    need = Application.objects.get().support_need
    assert refused.context["form"].errors.keys() == {form.consent_name}
    assert [option.key for option in need.options.all()] == ["quiet-place"]
    assert (need.consent.text, need.consent.withdrawn_at) == (form.consent_text, None)


def test_skipped_support_leaves_no_row(applicant):
    applicant.apply()

    assert not hasattr(Application.objects.get(), "support_need")


def test_consents_are_unticked_and_kept_only_when_ticked(applicant):
    applicant.about()
    applicant.what()
    applicant.post("support", skip="1")
    form = applicant.client.get(applicant.address("check")).context["form"]
    names = {text.purpose: name for name, text in form.texts.items()}
    applicant.send(**{names["pool"]: "on"})

    assert [form[name].value() for name in form.texts] == [None, None, None]
    assert [consent.text.purpose for consent in Person.objects.get().consents.all()] == ["pool"]


def test_the_chosen_activity_comes_along_from_its_page(applicant):
    item = make.opportunity()
    page = applicant.client.get(applicant.address("apply"), {"opportunity": item.slug_lt})
    assert f"apie-jus/?opportunity={item.slug_lt}" in page.content.decode()

    applicant.about(opportunity=item.slug_lt)
    form = applicant.client.get(applicant.address("step", step="what")).context["form"]
    applicant.what(opportunity=item.pk)
    applicant.post("support", skip="1")
    applicant.send()

    assert form["opportunity"].value() == str(item.pk)
    assert Application.objects.get().opportunity == item


HIDDEN = {
    "too young for it": {"min_age": 21},
    "closed": {"closes_on": timezone.localdate() - timedelta(days=1)},
    "not open yet": {"opens_on": timezone.localdate() + timedelta(days=1)},
    "draft": {"status": "draft"},
}


@pytest.mark.parametrize("facts", HIDDEN.values(), ids=HIDDEN.keys())
def test_only_what_suits_is_offered(applicant, facts):
    item, suits = make.opportunity(**facts), make.opportunity()
    applicant.about(20)

    page = applicant.what(opportunity=item.pk)

    offered = [key for key, _label in page.context["form"].fields["opportunity"].choices]
    assert offered == [str(suits.pk), "suggest"]
    assert "opportunity" in page.context["form"].errors


def test_an_activity_that_closes_meanwhile_leads_back_to_the_choice(applicant):
    item = make.opportunity()
    applicant.about()
    applicant.what(opportunity=item.pk)
    applicant.post("support", skip="1")
    key = applicant.key()
    item.closes_on = timezone.localdate() - timedelta(days=1)
    item.save()

    page = applicant.client.post(applicant.address("check"), {"key": key}, follow=True)

    assert "Paraiškų šiai veiklai dabar nepriimame" in page.content.decode()
    assert rows() == NONE_LEFT


SUSPICIOUS = {
    "trap": {"about": {"website": "http://spam.example"}},
    "no stamp": {"about": {"stamp": ""}},
    "links": {"what": {"interests": "https://a.example www.b.example"}},
}


@pytest.mark.parametrize("answers", SUSPICIOUS.values(), ids=SUSPICIOUS.keys())
def test_suspicion_only_flags(applicant, answers):
    page = applicant.apply(**answers)

    assert Application.objects.get().is_suspicious
    assert page.context["receipt"]["number"] == Application.objects.get().number


def test_someone_who_takes_their_time_is_not_suspicious(applicant, monkeypatch):
    stamp = applicant.client.get(applicant.address("step", step="about")).context["form"]["stamp"].value()
    monkeypatch.setattr("volunteers.forms.about.HASTE", 0)

    applicant.apply(about={"stamp": stamp})

    assert not Application.objects.get().is_suspicious


def test_a_network_that_sends_very_much_is_asked_to_wait_and_keeps_its_answers(applicant, monkeypatch):
    monkeypatch.setattr("volunteers.views.apply.AN_HOUR", 1)
    applicant.apply()

    page = applicant.apply(about={"email": "antras@pastas.lt"})

    assert page.status_code == 429
    assert "Žygimantas" in page.content.decode()
    assert Application.objects.count() == 1


def test_nobody_s_mailbox_is_flooded(applicant, monkeypatch):
    monkeypatch.setattr("volunteers.views.apply.TO_A_MAILBOX", 1)
    applicant.apply()

    page = applicant.apply(about={"first_name": "Rūta"})

    assert page.status_code == 429
    assert Letter.objects.count() == 1


def test_two_school_classes_behind_one_address_get_through(applicant):
    applicant.apply()
    Throttle.objects.update(count=59)  # as many have come within the hour

    codes = [applicant.apply(about={"email": f"mokinys{number}@pastas.lt"}).status_code for number in (60, 61)]

    assert codes == [200, 429]


def test_nobody_keeps_the_pages_with_answers(applicant):
    applicant.about()
    pages = [applicant.client.get(applicant.address("step", step="about")), applicant.apply()]

    for page in pages:
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert page.headers["Referrer-Policy"] == "strict-origin"


def test_no_answer_ever_stands_in_an_address(applicant):
    page = applicant.apply()

    assert [address for address, _status in page.redirect_chain] == ["/savanoryste/paraiska/gavome/"]


def test_the_start_page_sets_no_cookie(client, db):
    page = client.get("/savanoryste/paraiska/?opportunity=nera-tokios")

    assert page.status_code == 200
    assert not page.cookies
