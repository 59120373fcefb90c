"""How every form of the portal is drawn: what is said before a control, and that all it refers to exists."""

import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms


class Parts(forms.MultiWidget):
    part_labels = ("Metai", "Mėnuo")
    use_fieldset = True

    def __init__(self):
        super().__init__([forms.TextInput(attrs={"class": "input--4"}), forms.TextInput(attrs={"class": "input--2"})])

    def decompress(self, value):
        return [None, None]


class PartsField(forms.MultiValueField):
    widget = Parts

    def __init__(self, **options):
        super().__init__(fields=[forms.IntegerField(), forms.IntegerField()], **options)

    def compress(self, values):
        raise forms.ValidationError("Tokio mėnesio nebuvo.")


class Example(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput)
    email = forms.EmailField(label="El. paštas", help_text="Išsiųsime nuorodą.")
    phone = forms.CharField(label="Telefonas", required=False)
    born = PartsField(label="Gimimo data", help_text="Pavyzdžiui, 2011 3.")
    contact = forms.ChoiceField(
        label="Kaip susisiekti?", choices=[("a", "Laišku"), ("b", "Skambučiu")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="Sutinku", help_text="Galite atšaukti.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "key",
            Fieldset("Apie jus", "email", "phone", "born"),
            "contact",
            "agree",
            ButtonHolder(Submit("erase", "Ištrinti", css_class="button--grave")),
        )


@pytest.fixture
def wrong() -> str:
    html = render_crispy_form(
        Example({"key": "1", "email": "x", "born_0": "2011", "born_1": "13"}), context={"csrf_token": "t"}
    )
    return re.sub(r"\s+", " ", html)


def test_all_that_is_referred_to_exists(wrong):
    ids = set(re.findall(r' id="([^"]+)"', wrong))
    referred = re.findall(r' (?:for|aria-labelledby)="([^"]+)"', wrong) + re.findall(r'href="#([^"]+)"', wrong)
    referred += [name for names in re.findall(r' aria-describedby="([^"]+)"', wrong) for name in names.split()]

    assert len(referred) > 15
    assert set(referred) - ids == set()
    assert 'action="#klaidos"' in wrong
    assert 'id="klaidos" role="alert" tabindex="-1"' in wrong


def test_the_summary_says_which_field_and_leads_to_it(wrong):
    lines = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', wrong)

    assert [target for target, _ in lines] == ["id_email", "id_born_0", "id_contact_0", "id_agree"]
    assert lines[1][1] == "Gimimo data: Tokio mėnesio nebuvo."
    assert lines[2][1].startswith("Kaip susisiekti? ")
    assert "Reikia pataisyti 4 dalykus" in wrong


@pytest.mark.parametrize("name", ["email", "born", "contact"])
def test_name_hint_and_error_are_told_before_the_control(wrong, name):
    label = wrong.index('for="id_email"' if name == "email" else f"<legend> {Example.base_fields[name].label}")
    told = [wrong.find(f'id="id_{name}_{part}"') for part in ("helptext", "error")]
    control = wrong.index(f'name="{name}{"_0" if name == "born" else ""}"')

    order = [place for place in (label, *told, control) if place != -1]
    assert order == sorted(order)
    assert len(order) >= 3


def test_only_what_may_be_left_out_says_so(wrong):
    assert re.findall(r"<label[^>]*> ?([^<]*\(neprivaloma\)) ?</label>", wrong) == ["Telefonas (neprivaloma)"]
    assert "*" not in re.sub(r"<[^>]+>", "", wrong)


def test_boxes_and_buttons_wear_our_classes_and_none_of_bootstrap(wrong):
    assert 'class="input input--4"' in wrong
    assert '<button class="button button--grave" type="submit" name="erase" value="1">Ištrinti</button>' in wrong
    assert re.search(r"\b(btn|form-control|mb-3|is-invalid)\b", wrong) is None


def test_a_form_without_errors_has_no_summary():
    assert "klaidos-kiek" not in render_crispy_form(Example(), context={"csrf_token": "t"})
