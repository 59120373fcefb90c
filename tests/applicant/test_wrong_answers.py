"""What is wrong and how to put it right; what was typed stays."""

import pytest

from volunteers.models import Application


def date_of(year: int, month: int, day: int) -> dict:
    return {"born_on_0": year, "born_on_1": month, "born_on_2": day}


ABOUT = {
    "no such day": (date_of(2011, 2, 29), "born_on", "Vasario 29 d. 2011 m. nebuvo."),
    "no such day in April": (date_of(2011, 4, 31), "born_on", "Balandžio 31 d. 2011 m. nebuvo."),
    "month 13": ({"born_on_1": "13"}, "born_on", "Mėnuo – tai skaičius nuo 1 iki 12."),
    "month without end": ({"born_on_1": "9" * 5000}, "born_on", "Mėnuo – tai skaičius nuo 1 iki 12."),
    "day 32": ({"born_on_2": "32"}, "born_on", "Diena – tai skaičius nuo 1 iki 31."),
    "year in two digits": ({"born_on_0": "11"}, "born_on", "Metus įrašykite keturiais skaitmenimis."),
    "year to come": ({"born_on_0": "2999"}, "born_on", "Ši diena dar tik bus."),
    "year long past": ({"born_on_0": "1850"}, "born_on", "Tai buvo pernelyg seniai."),
    "no year": ({"born_on_0": ""}, "born_on", "Gimimo data nebaigta. Dar trūksta: metai."),
    "no date": ({"born_on_0": "", "born_on_1": "", "born_on_2": ""}, "born_on", "Įrašykite gimimo datą."),
    "words for a date": ({"born_on_1": "ko"}, "born_on", "Gimimo datą įrašykite skaitmenimis."),
    "digits in a name": ({"first_name": "Ž1gimantas"}, "first_name", "Įrašykite vardą raidėmis, pvz., Žygimantas."),
    "no name": ({"first_name": " "}, "first_name", "Įrašykite vardą raidėmis, pvz., Žygimantas."),
    "no @": ({"email": "vardas.pastas.lt"}, "email", "Trūksta @ ženklo. Pvz., vardas@pastas.lt"),
    "no dot": ({"email": "vardas@pastas"}, "email", "Po @ ženklo adresas nebaigtas."),
    "space in e-mail": ({"email": "var das@pastas.lt"}, "email", "El. pašto adrese nebūna tarpų."),
    "no e-mail": ({"email": ""}, "email", "Įrašykite el. pašto adresą."),
    "short phone": ({"phone": "8 612 345"}, "phone", "Numeris per trumpas. Pvz., +370 612 34567"),
    "no phone to call": ({"contact": "phone", "phone": ""}, "phone", "Įrašykite numerį, kuriuo galime paskambinti."),
    "no municipality": ({"municipality": ""}, "municipality", "Pasirinkite savivaldybę, kurioje gyvenate."),
    "helper without name": ({"helper_is_here": "on"}, "helper_name", "Įrašykite pagalbininko vardą"),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "field", "message"), ABOUT.values(), ids=ABOUT.keys())
def test_about_you(applicant, typed, field, message):
    page = applicant.about(**typed)

    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("<title>Klaida: ") == 1
    assert page.context["form"].errors[field][0].startswith(message)
    assert page.context["form"]["last_name"].value() == "Pavyzdaitis"
    assert "application" not in applicant.client.session


@pytest.mark.parametrize(
    "name", ["Žygimantas", "Šešelgytė-Žiūkienė", "O’Neill", "Д’Артаньян", "李", "Jean Luc", "María José", "Nguyễn"]
)
def test_a_name_in_any_script_is_a_name(applicant, name):
    page = applicant.about(last_name=name)

    assert page.status_code == 302


def test_a_name_is_kept_in_its_composed_form(applicant):
    applicant.apply(about={"first_name": "Z\u030cygimantas\u202e"})

    assert Application.objects.get().person.first_name == "Žygimantas"


WHAT = {
    "nothing chosen": ({"opportunity": ""}, "opportunity", "Pasirinkite veiklą arba leiskite pasiūlyti mums."),
    "nothing to go by": ({"interests": ""}, "interests", "Parašykite kelis žodžius, ką mėgstate"),
    "no time": ({"availability": ""}, "availability", "Parašykite, kada galite."),
    "hours in words": ({"hours_per_month": "daug"}, "hours_per_month", "Įrašykite valandas sveikuoju skaičiumi."),
    "too many hours": ({"hours_per_month": "999"}, "hours_per_month", "Įrašykite skaičių nuo 1 iki 300."),
    "too long": ({"motivation": "a" * 1001}, "motivation", "Sutrumpinkite iki 1000 ženklų; dabar jų 1001."),
}


@pytest.mark.parametrize(("typed", "field", "message"), WHAT.values(), ids=WHAT.keys())
def test_what_and_when(applicant, typed, field, message):
    applicant.about()

    page = applicant.what(**typed)

    assert page.context["form"].errors[field][0].startswith(message)


GUARDIAN = {
    "own address": ({"email": "zygimantas@pastas.lt"}, "email", "Tai jūsų pačių adresas."),
    "no address": ({"email": ""}, "email", "Įrašykite jų el. pašto adresą."),
    "no phone": ({"contact_by": "phone"}, "phone", "Įrašykite numerį, kuriuo galime paskambinti."),
    "no name": ({"name": "?"}, "name", "Įrašykite vardą ir pavardę raidėmis"),
}


@pytest.mark.parametrize(("typed", "field", "message"), GUARDIAN.values(), ids=GUARDIAN.keys())
def test_parent_or_guardian(applicant, typed, field, message):
    applicant.about(15)
    applicant.what()

    page = applicant.guardian(**typed)

    assert page.context["form"].errors[field][0].startswith(message)


def test_every_error_is_named_in_the_summary_and_at_its_control(applicant):
    text = applicant.about(email="vardas", first_name="1").content.decode()

    for name in ("first_name", "email"):
        assert f'href="#id_{name}"' in text
        assert f'id="id_{name}_error"' in text
        assert text.count(f'aria-describedby="id_{name}') == 1


def test_nul_and_junk_are_no_500(applicant):
    page = applicant.about(first_name="\x00", municipality="\x00", contact="\x00", born_on_0="\x00", opportunity="\x00")

    assert page.status_code == 200
