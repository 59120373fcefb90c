"""What every test stands on: a database of its own, Lithuanian, quick stand-ins for files, people, a browser."""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.utils import translation

from lvg_portal.settings import database
from script import devdb
from tests import make

# Here each run looks elsewhere; where a change is judged, the same examples judge it again.
hypothesis.settings.register_profile("judge", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("judge")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_CHROMIUM = "browser tests need Chromium, and none is found. Mend: apt-get install chromium"


# --- The surroundings -----------------------------------------------------------------------------------------------
def pytest_configure(config):
    if os.environ.get("REQUIRE_BROWSER") == "1" and not CHROMIUM:
        pytest.exit(f"REQUIRE_BROWSER=1, but {NO_CHROMIUM}", returncode=2)
    # Set in the environment too: the workers of "-n 2" inherit it. pytest-django has read the settings already.
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = devdb.start()
        own = database(os.environ["DATABASE_URL"])
        # What Django has filled in for tests stays.
        settings.DATABASES["default"].update(own, TEST=settings.DATABASES["default"]["TEST"] | own["TEST"])
    if not os.environ.get("TEST_DATABASE_NAME") and not config.getoption("reuse_db"):
        # Two runs at once must not share a database.
        os.environ["TEST_DATABASE_NAME"] = f"test_lvg_{os.getpid()}_{secrets.token_hex(3)}"
        settings.DATABASES["default"]["TEST"]["NAME"] = os.environ["TEST_DATABASE_NAME"]

    config.var = Path(tempfile.mkdtemp(prefix="lvg-test-"))
    settings.VAR_DIR = config.var
    settings.LETTERS_DIR = config.var / "letters"
    settings.MEDIA_ROOT = config.var / "media"
    settings.PRIVATE_ROOT = settings.STORAGES["private"]["OPTIONS"]["location"] = config.var / "private"
    settings.ERASURE_LEDGER = config.var / "erasures.txt"
    storages["private"]._location = settings.PRIVATE_ROOT  # made when the models were loaded, before we came
    settings.STATIC_ROOT = config.var / "static"
    settings.STATIC_ROOT.mkdir()
    # Names without hashes: the live server of the browser tests finds the sources themselves.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure(config):
    shutil.rmtree(getattr(config, "var", ""), ignore_errors=True)


def pytest_collection_modifyitems(items):
    if not CHROMIUM:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def pytest_terminal_summary(terminalreporter):
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_CHROMIUM in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} {NO_CHROMIUM}")


@pytest.fixture(autouse=True)
def _lithuanian():
    with translation.override("lt"):
        yield


# --- People ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def editor(db):
    return make.staff("editor")


@pytest.fixture
def coordinator(db):
    return make.staff("coordinator")


@pytest.fixture
def lead(db):
    return make.staff("lead")


@pytest.fixture
def data_officer(db):
    return make.staff("data officer")


# --- A browser ------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, and Django would refuse the database beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    # Chromium's sandbox refuses root, and the kernels of many containers refuse the sandbox.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-sync", *quiet])
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium, live_server):
    """Open a page of the live server: ``new_page(width=1360, dark=True)``; addresses are relative to the server."""
    contexts = []

    def open_page(*, width: int = 390, height: int = 844, dark: bool = False, **options):
        scheme = "dark" if dark else "light"
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale="lt-LT",
            timezone_id="Europe/Vilnius",
            **options,
        )
        context.set_default_timeout(10_000)  # milliseconds
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    """A phone's width, light colours."""
    return new_page()
