"""An editor keeps pages, documents, and what the portal says of us."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lvg_portal.models import Document, OrganisationFact, Page, SiteSettings
from tests import make

pytestmark = pytest.mark.django_db

ADMIN = "/admin/lvg_portal"


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def form_of(response) -> dict:
    """What the browser would send back unchanged."""
    values = {}
    for field in response.context["adminform"].form:
        value = field.value()
        if hasattr(field.field.widget, "decompress"):
            parts = field.field.widget.decompress(value)
            values |= {f"{field.html_name}_{number}": part or "" for number, part in enumerate(parts)}
        else:
            values[field.html_name] = "" if value is None else value
    return {name: value for name, value in values.items() if value is not False}


def test_an_editor_writes_both_languages_and_visitors_read_clean_text(desk):
    page = make.page(title_lt="Seniau", slug_lt="apie-krasta")
    address = f"{ADMIN}/page/{page.pk}/change/"
    changes = {"title_lt": "Apie kraštą", "title_en": "About our land", "slug_en": "our-land"}
    text = '<p onclick="x()">Kraštas</p><script>alert(1)</script>'

    response = desk.post(address, {**form_of(desk.get(address)), **changes, "body_lt": text})

    assert response.status_code == 302, response.context["errors"]
    page.refresh_from_db()
    assert (page.title_en, page.body_lt) == ("About our land", "<p>Kraštas</p>")
    assert desk.get("/en/our-land/").status_code == 200


def test_a_fixed_word_of_our_addresses_is_refused_with_a_reason(desk):
    page = make.page(slug_lt="apie-krasta")
    address = f"{ADMIN}/page/{page.pk}/change/"

    response = desk.post(address, {**form_of(desk.get(address)), "slug_lt": "projektai"})

    assert "„projektai“" in str(response.context["errors"])
    page.refresh_from_db()
    assert page.slug_lt == "apie-krasta"


def test_a_draft_is_previewed_by_staff_alone(desk, client):
    page = make.page(title_lt="Juodraštis", slug_lt="juodrastis", status="draft")

    preview = desk.get(f"{ADMIN}/page/{page.pk}/preview/")

    assert "<h1>Juodraštis</h1>" in preview.content.decode()
    assert preview["Cache-Control"] == "no-store"
    client.logout()
    assert client.get(f"{ADMIN}/page/{page.pk}/preview/").status_code == 302


@pytest.mark.parametrize("key", ["about", "contacts", "privacy"])
def test_pages_that_differ_from_others_are_previewed_too(desk, key):
    page = make.page(key=key, status="draft")

    assert desk.get(f"{ADMIN}/page/{page.pk}/preview/").status_code == 200


def test_what_is_still_to_be_confirmed_stands_beside_the_text(desk):
    page = make.page(to_confirm="Ar mokestis tebėra 10 eurų\nKas tvirtina")

    assert "Ar mokestis tebėra 10 eurų" in desk.get(f"{ADMIN}/page/{page.pk}/change/").content.decode()
    assert '<td class="field-has_open_questions">2</td>' in desk.get(f"{ADMIN}/page/").content.decode()


# --- Documents ------------------------------------------------------------------------------------------------------
def upload(desk, name: str, content: bytes, **facts):
    form = {"title_lt": "Įstatai", "kind": "statutes", "year": 2015, "language": "lt", "status": "published"}
    when = {"published_at_0": "2020-01-01", "published_at_1": "10:00"}
    return desk.post(f"{ADMIN}/document/add/", {**form, **when, "file": SimpleUploadedFile(name, content), **facts})


def test_an_editor_uploads_a_document_and_visitors_download_it(desk):
    response = upload(desk, "C:\\Mano\\skenas (1).pdf", b"%PDF-1.7 text")

    assert response.status_code == 302, response.context["errors"]
    document = Document.objects.get()
    assert document.file.name.startswith("documents/istatai-")
    assert desk.get(document.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("virus.pdf", b"MZ\x90\x00", "neatitinka"),
        ("page.html", b"<script>", "html"),
        ("table.xlsx", b"PK-not", "neatitinka"),
    ],
)
def test_a_disguised_file_is_refused_with_a_sentence_and_not_kept(desk, name, content, words):
    response = upload(desk, name, content)

    assert words in str(response.context["errors"])
    assert not Document.objects.exists()


def test_a_new_file_takes_the_old_ones_place(desk, django_capture_on_commit_callbacks):
    document = make.document()
    old, storage = document.file.name, document.file.storage
    address = f"{ADMIN}/document/{document.pk}/change/"
    form = {**form_of(desk.get(address)), "file": SimpleUploadedFile("new.pdf", b"%PDF-1.7 new")}

    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(address, form)

    assert response.status_code == 302, response.context["errors"]
    document.refresh_from_db()
    assert document.file.read() == b"%PDF-1.7 new"
    assert not storage.exists(old)


# --- Who we are -----------------------------------------------------------------------------------------------------
def test_our_contacts_are_one_form_and_not_a_list(desk):
    SiteSettings.objects.create(email="vvg@example.lt")

    response = desk.get(f"{ADMIN}/sitesettings/")

    assert response["Location"] == f"{ADMIN}/sitesettings/1/change/"
    assert desk.get(f"{ADMIN}/sitesettings/add/").status_code == 403
    assert desk.post(f"{ADMIN}/sitesettings/1/delete/").status_code == 403


def test_before_they_are_filled_in_the_form_for_our_contacts_is_empty(desk):
    assert desk.get(f"{ADMIN}/sitesettings/", follow=True).status_code == 200


def test_a_figure_needs_its_value(desk):
    response = desk.post(f"{ADMIN}/organisationfact/add/", {"kind": "figure", "text_lt": "narių", "order": 0})

    assert response.status_code == 200
    assert not OrganisationFact.objects.exists()


@pytest.mark.parametrize("role", ["coordinator", "data officer"])
def test_only_editors_change_pages(client, role):
    page = make.page()
    client.force_login(make.staff(role))

    assert client.post(f"{ADMIN}/page/{page.pk}/change/", {"title_lt": "Kitaip"}).status_code == 403
    assert Page.objects.get().title_lt == page.title_lt
