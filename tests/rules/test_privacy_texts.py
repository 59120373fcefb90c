"""The privacy notices promise what the portal does: their figures are those by which the data leave."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

from lvg_portal.models import SiteSettings
from lvg_portal.models.contact import KEPT
from volunteers.draft import LIFE
from volunteers.models import Terms

PAGES = {
    page["key"]: page
    for page in yaml.safe_load((settings.BASE_DIR / "lvg_portal" / "content" / "pages.yaml").read_text())["pages"]
}
TERMS, SITE = Terms(), SiteSettings()
PROMISES = {
    "privacy": [
        (f"nebaigta pildyti forma – {LIFE // 3600} valandos", f"a form not finished: {LIFE // 3600} hours"),
        (
            f"nepatvirtinta paraiška – {TERMS.confirm_days} dienos",
            f"unconfirmed application: {TERMS.confirm_days} days",
        ),
        (f"neatsakė – {TERMS.guardian_days} dienų", f"did not answer: {TERMS.guardian_days} days"),
        (f"pasibaigusi – {TERMS.closed_months} mėnesiai", f"withdrawn or expired: {TERMS.closed_months} months"),
        (f"laukiančiųjų sąrašas – {TERMS.waitlist_months} mėnesių", f"waiting list: {TERMS.waitlist_months} months"),
        (f"veiklas, – {TERMS.pool_months} mėnesių", f"other activities: {TERMS.pool_months} months"),
        (f"pabaigos ir dar {TERMS.support_days} dienų", f"{TERMS.support_days} days more"),
        (f"kontaktai – {TERMS.contact_months} mėnesių", f"contact data {TERMS.contact_months} months"),
        (f"sutartis ir valandos – {TERMS.agreement_years} metų", f"agreement and hours {TERMS.agreement_years} years"),
        (f"kas žiūrėjo duomenis, – {TERMS.access_log_months} mėnesiai", f"data: {TERMS.access_log_months} months"),
        (f"išsiųstus laiškus – {SITE.letter_days} dienų", f"sent mail: {SITE.letter_days} days"),
        (f"kontaktų puslapyje, – {KEPT.days} dienų", f"contacts page: {KEPT.days} days"),
    ],
    "privacy-young": [
        (f"išsitrins po {TERMS.confirm_days} dienų", f"erased after {TERMS.confirm_days} days"),
        (f"neatsakys – po {TERMS.guardian_days} dienų", f"do not answer: after {TERMS.guardian_days} days"),
        (f"nepradėsi – po {TERMS.closed_months} mėnesių", f"start volunteering: after {TERMS.closed_months} months"),
        (f"dar {TERMS.contact_months} mėnesių", f"for {TERMS.contact_months} months more"),
        (f"{TERMS.agreement_years} metų, nes taip liepia", f"for {TERMS.agreement_years} years, because the law"),
    ],
    "record-of-processing": [
        (f"laiškus – {SITE.letter_days} dienų", f"records of letters {SITE.letter_days} days"),
        (f"galioja {TERMS.link_days} dienų nuo", f"a link lives {TERMS.link_days} days from"),
        (f"žurnalas – {TERMS.access_log_months} mėnesiai", f"log of viewing {TERMS.access_log_months} months"),
    ],
}


@pytest.mark.parametrize("key", PROMISES)
def test_the_notices_promise_what_the_night_does(key):
    texts = {language: " ".join(PAGES[key][f"body_{language}"].split()) for language in ("lt", "en")}

    for lithuanian, english in PROMISES[key]:
        assert lithuanian in texts["lt"]
        assert english in texts["en"]


def test_backups_are_forgotten_when_the_notice_says():
    script = Path(settings.BASE_DIR / "deploy" / "backup").read_text()

    assert "-mtime +30 -delete" in script
    assert "atsarginės kopijos – 30 dienų" in PAGES["privacy"]["body_lt"]
