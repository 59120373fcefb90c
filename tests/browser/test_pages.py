"""Every type of page in a real browser: axe finds nothing, light or dark, phone or desk; nothing scrolls sideways.

One browser and one page are used for all of them: a page is loaded once, then looked at in every width and light.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from lvg_portal.models import Letter, Picture
from news.models import Article, Event
from projects.models import Project
from tests import make
from tests.applicant.conftest import Applicant
from volunteers import tokens
from volunteers.models import Opportunity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = [(390, 844), (1360, 900)]
NARROWEST = (320, 640)
# What depends on colours alone; the rest is the same in the dark.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

READING = {
    "home": "/",
    "home, English": "/en/",
    "projects": "/projektai/",
    "projects, none found": "/projektai/?kind=municipal&year=1999",
    "project with a thread": "/projektai/zydinti-lietuva/",
    "municipal project": "/projektai/projektu-saveika-ir-darbu-testinumas/",
    "strategy with local projects": "/projektai/vps-2015-2020/",
    "project, English": "/en/projects/",
    "themes": "/temos/",
    "theme": "/temos/letasis-turizmas/",
    "news": "/naujienos/",
    "news of a year": "/naujienos/2023/",
    "events": "/renginiai/",
    "past events": "/renginiai/?when=past",
    "month": "/renginiai/2027/03/",
    "volunteering": "/savanoryste/",
    "applying": "/savanoryste/paraiska/",
    "easy to read": "/savanoryste/paraiska/lengvai/",
    "on paper": "/savanoryste/paraiska/popierine/",
    "lost link": "/savanoryste/nuoroda/",
    "dead link": "/savanoryste/mano/netikras/",
    "search": "/paieska/?q=zydinti",
    "search, nothing found": "/paieska/?q=niekonera",
    "site map": "/medis/",
    "documents": "/dokumentai/",
    "about us": "/apie/",
    "contacts": "/kontaktai/",
    "accessibility": "/prieinamumas/",
    "not found": "/nera-tokio/",
    "staff login": "/admin/login/",
}
DESK = {
    "start page": "admin:index",
    "projects": "admin:projects_project_changelist",
    "news": "admin:news_article_changelist",
    "events": "admin:news_event_changelist",
    "pages": "admin:lvg_portal_page_changelist",
    "worklist": "admin:volunteers_application_changelist",
    "letters": "admin:lvg_portal_letter_changelist",
    "new article": "admin:news_article_add",
    "new event": "admin:news_event_add",
    "new picture": "admin:lvg_portal_picture_add",
    "change password": "admin:password_change",
}


class Look:
    """Opens addresses one after another and gathers what is wrong with them."""

    def __init__(self, page):
        self.page, self.wrong = page, {}
        page.add_init_script(Axe().axe_script)
        page.on("console", self._hear)
        self.name = ""

    def _hear(self, message) -> None:
        # A page that is not found says so in the console too; what it is asked for besides is there.
        # The rich text editor tries an inline style that it does without.
        if message.type == "error" and not message.location["url"].endswith((self.page.url, "/editor.js")):
            self.note("console", f"{message.text[:120]} ({message.location['url']})")

    def note(self, where: str, what) -> None:
        self.wrong.setdefault(self.name, []).append(f"{where}: {what}")

    def report(self) -> str:
        return "\n".join(f"{name}: {wrong}" for name, all_wrong in self.wrong.items() for wrong in all_wrong)

    def open(self, name: str, address: str) -> None:
        self.name = name
        self.page.goto(address)
        self.here(name)

    def open_once(self, name: str, address: str) -> None:
        """Only at a desk, in daylight."""
        self.name = name
        self.page.goto(address)
        self._screen(SCREENS[-1])
        self._axe(f"{SCREENS[-1][0]} px")

    def here(self, name: str) -> None:
        """Look at what the page shows now."""
        self.name = name
        self._screen(NARROWEST)
        if (width := self.page.evaluate("document.documentElement.scrollWidth")) > NARROWEST[0]:
            self.note("sideways scroll at 320 px", f"{width} px")
        for size in SCREENS:
            self._screen(size)
            self._axe(f"{size[0]} px")
            self._screen(size, "dark")
            self._axe(f"{size[0]} px, dark", COLOURS)

    def _screen(self, size: tuple[int, int], scheme: str = "light") -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.emulate_media(color_scheme=scheme)
        # The admin's colours change slowly, and axe would catch them half way.
        self.page.evaluate("Promise.allSettled(document.getAnimations().map(animation => animation.finished))")

    def _axe(self, where: str, rules: dict | None = None) -> None:
        # "preload" would fetch style sheets again from where they are not.
        options = {"resultTypes": ["violations"], "preload": False, **(rules or {})}
        for rule in self.page.evaluate("options => axe.run(options)", options)["violations"]:
            self.note(where, f"{rule['id']} at {[node['target'] for node in rule['nodes']][:3]}")

    def log_in(self, client, address: str) -> None:
        """Go on with the session of the test client."""
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}
        self.page.context.add_cookies([cookie])


@pytest.fixture
def look(new_page):
    return Look(new_page(reduced_motion="reduce"))


@pytest.fixture
def content(db):
    """The real content with its examples, and what it lacks: photos, a document, a cancelled event."""
    call_command("load_content", with_examples=True, verbosity=0)
    photo = make.picture(caption_lt="Daukšių talka")
    Article.objects.filter(pk=Article.objects.public().newest_first().first().pk).update(cover=photo)
    Project.objects.get(slug_lt="zydinti-lietuva").gallery.add(photo, make.picture(alt_lt="Kitas gėlynas"))
    make.document()
    make.event(title_lt="Neįvyks", slug_lt="neivyks", state="cancelled", cancelled_because_lt="Audra")
    return photo


def items() -> dict[str, str]:
    """One page of each kind of item, and of an item that has something others lack."""
    newest = Article.objects.public().newest_first()
    return {
        "article with a photo": newest.exclude(cover=None).first().get_absolute_url(),
        "article without one": newest.filter(cover=None).first().get_absolute_url(),
        "event": Event.objects.public().upcoming().exclude(slug_lt="neivyks").first().get_absolute_url(),
        "cancelled event": "/renginiai/neivyks/",
        "past event": Event.objects.public().past().first().get_absolute_url(),
        "opportunity": Opportunity.objects.public().open().first().get_absolute_url(),
    }


def private() -> dict[str, str]:
    """What only the link in a letter opens."""
    offered = make.application(age=20, status="offered")
    waiting = make.application(age=15, status="guardian_pending")
    purposes = tokens.Purpose
    return {
        "my application": tokens.path(purposes.MY, tokens.issue(offered, purposes.MY)),
        "guardian's consent": tokens.path(purposes.GUARDIAN, tokens.issue(waiting, purposes.GUARDIAN)),
        "my application, guardian awaited": tokens.path(purposes.MY, tokens.issue(waiting, purposes.MY)),
    }


def test_no_page_for_visitors_shuts_anyone_out(look, content):
    for name, address in (READING | items() | private()).items():
        look.open(name, address)

    assert not look.wrong, look.report()


def test_no_form_shuts_anyone_out(look, content, client, live_server):
    applicant = Applicant(client)
    applicant.about(age=15)
    applicant.what()
    applicant.post("support", skip="1")
    applicant.guardian()
    look.log_in(client, live_server.url)
    for step in ("about", "what", "support", "guardian"):
        look.open(step, applicant.address("step", step=step))
    look.open("check", applicant.address("check"))
    look.page.get_by_role("button", name="Siųsti paraišką").click()
    look.here("received")

    for name, address in {"about": applicant.address("step", step="about"), "contacts": "/kontaktai/"}.items():
        look.page.goto(address)
        look.page.get_by_role("button", name="Toliau" if name == "about" else "Siųsti").click()
        look.here(f"{name}, with errors")
        assert look.page.title().startswith("Klaida:")

    assert not look.wrong, look.report()


@pytest.fixture
def desk(look, client, live_server, lead):
    """A colleague who may see everything, so that every list and form is there."""
    lead.is_superuser = True
    lead.save()
    client.force_login(lead, backend="django.contrib.auth.backends.ModelBackend")
    look.log_in(client, live_server.url)
    return look


def test_no_page_of_the_back_office_shuts_anyone_out(desk, content):
    Letter.objects.create(key="confirm", due_at=timezone.now())
    application = make.application(age=16)
    forms = {
        "a project": reverse("admin:projects_project_change", args=[Project.objects.get(slug_lt="zydinti-lietuva").pk]),
        "an article": reverse("admin:news_article_change", args=[Article.objects.first().pk]),
        "an event": reverse("admin:news_event_change", args=[Event.objects.first().pk]),
        "a picture": reverse("admin:lvg_portal_picture_change", args=[Picture.objects.first().pk]),
        "an application": reverse("admin:volunteers_application_change", args=[application.pk]),
    }

    for name, address in ({name: reverse(view) for name, view in DESK.items()} | forms).items():
        desk.open(name, address)

    assert not desk.wrong, desk.report()


def test_no_other_list_or_form_of_the_back_office_shuts_anyone_out(desk, content, rf):
    seen = set(DESK.values())
    request = rf.get("/")
    request.user = User.objects.get(is_superuser=True)
    for model, model_admin in admin.site._registry.items():
        for view, is_there in (("changelist", True), ("add", model_admin.has_add_permission(request))):
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}"
            if is_there and name not in seen:
                desk.open_once(name, reverse(name))

    assert not desk.wrong, desk.report()
