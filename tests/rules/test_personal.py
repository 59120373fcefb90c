"""Every field that can hold personal data is classified, and a person is told all that is held about them."""

import json

import pytest
from django.apps import apps
from django.utils import timezone

from lvg_portal import outbox
from tests import make
from volunteers import access, consents, dossier, personal
from volunteers.models import ConsentText, Note, SupportNeed

MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def test_every_table_is_classified():
    unclassified = {
        label
        for label, model in MODELS.items()
        if label not in personal.HELD and not _holds_nobody(model._meta.app_label, model._meta.object_name)
    }

    assert unclassified == set(), "say in volunteers/personal.py what these tables hold about people"


def _holds_nobody(app: str, name: str) -> bool:
    return app in personal.HOLDS_NOBODY and (personal.HOLDS_NOBODY[app] is None or name in personal.HOLDS_NOBODY[app])


@pytest.mark.parametrize("label", personal.HELD)
def test_every_field_is_classified(label):
    options = MODELS[label]._meta
    fields = {field.name for field in [*options.concrete_fields, *options.local_many_to_many]}

    assert fields == set(personal.HELD[label].fields), "classify the field in volunteers/personal.py"


def test_what_is_special_leaves_first():
    special = [
        fact.leaves for held in personal.HELD.values() for fact in held.fields.values()
        if fact.kind is personal.Kind.SPECIAL
    ]  # fmt: skip

    assert set(special) == {personal.Leaves.WITH_CONTACTS}


def test_a_person_is_told_all_of_it(db, coordinator):
    row = make.application(15, "in_review", owner=coordinator, motivation="Patinka gyvūnai")
    Note.objects.create(application=row, author=coordinator, text="Kalbėjome telefonu")
    access.note_access(row, coordinator, reason="skambutis")
    consent = consents.give(row.person, ConsentText.current("support", "lt"))
    SupportNeed.objects.create(application=row, consent=consent, text="Reikia rampos")
    outbox.post("received", language="lt", application=row.pk)
    make.hours(row, minutes=90)

    told = dossier.everything_about(row)

    shown = [item.shown for section in told for record in section.records for item in record]
    texts = ("Patinka gyvūnai", "Kalbėjome telefonu", "Reikia rampos", "Rūta Pavyzdaitienė")
    for expected in ("Žygimantas", *texts, "Gavome jūsų paraišką", "9:00", "1\u00a0val.\u00a030\u00a0min."):
        assert expected in shown
    assert any(consent.text.body in words for words in shown)
    looked = next(section for section in told if section.key == "accesslog")
    assert [item.shown for item in looked.records[0]][:2] == ["koordinatorius", "peržiūrėta"]
    assert coordinator.username not in json.dumps(dossier.as_data(told), ensure_ascii=False)
    assert dossier.as_data(told)["person"][0]["born_on"] == row.person.born_on.isoformat()


@pytest.mark.parametrize("times", [1, 12])
def test_telling_costs_the_same_however_much_there_is(db, coordinator, django_assert_max_num_queries, times):
    row = make.application(20, "in_review", owner=coordinator)
    for _time in range(times):
        access.note_access(row, coordinator)
        Note.objects.create(application=row, author=coordinator, text="Pastaba", created_at=timezone.now())

    with django_assert_max_num_queries(40):
        dossier.everything_about(row)
