"""The words of our letters: every letter there is, staff's own words beside the file's, and the way back to those."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template import TemplateDoesNotExist
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvg_portal import letter_files, letter_texts, outbox
from lvg_portal.middleware import clean_text
from lvg_portal.models import LetterText

LANGUAGES = {"lt": gettext_lazy("In Lithuanian"), "en": gettext_lazy("In English")}
AUDIENCES = {
    "applicant": gettext_lazy("To applicants and volunteers"),
    "guardian": gettext_lazy("To parents and guardians"),
    "staff": gettext_lazy("To staff"),
}


def audience(key: str, module: str) -> str:
    """To whom: as registered; else as the key begins."""
    return next((to for to in (module, key.partition("_")[0]) if to in AUDIENCES), "applicant")


class TextForm(forms.Form):
    """One language of one letter."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=150, strip=True)
    body = forms.CharField(
        label=gettext_lazy("Text"), max_length=6000, widget=forms.Textarea(attrs={"rows": 18, "class": "letter-words"})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, file: letter_files.Original, own: LetterText | None, *args, **kwargs):
        self.file, self.own = file, own
        now = own or file
        kwargs["initial"] = {"subject": now.subject, "body": now.body, "seen": version(own)}
        super().__init__(*args, prefix=file.language, **kwargs)
        for name in ("subject", "body"):
            self.fields[name].widget.attrs["lang"] = file.language

    @property
    def language_name(self):
        return LANGUAGES[self.file.language]

    def clean_subject(self):
        subject = clean_text(self.cleaned_data["subject"])
        if reasons := letter_texts.subject_problems(self.file, subject):
            raise ValidationError(reasons)
        return subject

    def clean_body(self):
        body = clean_text(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\r", "\n")
        if reasons := letter_texts.body_problems(self.file, body):
            raise ValidationError(reasons)
        return body

    @property
    def is_original(self) -> bool:
        """Nothing of staff's own in it: then no row stands before the file."""
        typed = self.cleaned_data
        return typed["subject"] == self.file.subject and typed["body"].strip() == self.file.body.strip()

    def preview(self) -> dict:
        subject, text = letter_texts.preview(self.file, self.cleaned_data["subject"], self.cleaned_data["body"])
        return {
            "language": self.file.language,
            "name": self.language_name,
            "subject": subject,
            "text": text,
            "html": letter_texts.as_html(text),
        }


def version(own: LetterText | None) -> str:
    """Which state of a text somebody has before them; "" is the file."""
    return own.changed_at.isoformat() if own else ""


@admin.register(LetterText)
class LetterTextAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("letter/<slug:key>/", view(self.words_view), name="lvg_portal_lettertext_words"),
            path("letter/<slug:key>/original/", view(self.original_view), name="lvg_portal_lettertext_original"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        if row is None or row.key not in outbox.registered():
            raise Http404
        return redirect("admin:lvg_portal_lettertext_words", row.key)

    # --- Every letter ------------------------------------------------------------------------------------------------
    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        own = {(row.key, row.language) for row in LetterText.objects.all()}
        unusable = {(row.key, row.language) for row in letter_texts.unusable()}
        groups = {to: [] for to in AUDIENCES}
        for key, module in sorted(outbox.registered().items()):
            states = [
                {
                    "language": name,
                    "is_own": (key, language) in own,
                    "is_unusable": (key, language) in unusable,
                }
                for language, name in LANGUAGES.items()
            ]
            groups[audience(key, module)].append({"key": key, "title": title_of(key), "states": states})
        return TemplateResponse(
            request,
            "admin/lvg_portal/lettertext/list.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Words of our letters"),
                "opts": self.opts,
                "groups": [(AUDIENCES[to], sorted(rows, key=_by_title)) for to, rows in groups.items() if rows],
            },
        )

    # --- One letter --------------------------------------------------------------------------------------------------
    def words_view(self, request, key: str):
        """LT and EN side by side. The preview is posted too, for it shows what was typed; it saves nothing."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        files = files_of(key)
        changes = self.has_change_permission(request)
        if request.method == "POST" and not changes:
            raise PermissionDenied
        typed = request.POST if request.method == "POST" else None
        own = {row.language: row for row in LetterText.objects.filter(key=key)}
        forms_ = [TextForm(file, own.get(file.language), typed) for file in files]
        previews, overtaken = [], []
        if typed is not None:
            valid = sum(form.is_valid() for form in forms_) == len(forms_)  # each says what is wrong
            if valid and "preview" in typed:
                previews = [form.preview() for form in forms_]
            elif valid:
                overtaken = self.save(request, key, forms_)
                if not overtaken:
                    messages.success(
                        request, _("The words of the letter “%(title)s” are saved.") % {"title": title_of(key)}
                    )
                    return redirect(request.path)
                forms_ = [_with_version(form, overtaken) for form in forms_]
        context = {
            **self.admin_site.each_context(request),
            "title": title_of(key),
            "opts": self.opts,
            "key": key,
            "audience": AUDIENCES[audience(key, outbox.registered()[key])],
            "forms": forms_,
            "has_own": bool(own),
            "previews": previews,
            "overtaken": overtaken,
            "may_change": changes,
            "unusable": [LANGUAGES[row.language] for row in letter_texts.unusable() if row.key == key],
        }
        return TemplateResponse(request, "admin/lvg_portal/lettertext/words.html", context)

    def save(self, request, key: str, forms_: list[TextForm]) -> list[LetterText]:
        """Keep what was typed; where a colleague has saved meanwhile, nothing is kept and theirs is returned."""
        try:
            with transaction.atomic():
                own = {row.language: row for row in LetterText.objects.select_for_update().filter(key=key)}
                changed = [form for form in forms_ if form.cleaned_data["seen"] != version(own.get(form.file.language))]
                if changed:
                    return [own.get(form.file.language) or as_text(form.file) for form in changed]
                for form in forms_:
                    self._keep(request, form, own.get(form.file.language))
        except IntegrityError:  # two began from the file at once, and the other was quicker
            return list(LetterText.objects.filter(key=key))
        return []

    def _keep(self, request, form: TextForm, row: LetterText | None) -> None:
        if form.is_original:
            if row:
                self.log_change(request, row, _("back to the original"))
                row.delete()
            return
        subject, body = form.cleaned_data["subject"], form.cleaned_data["body"]
        if row and (row.subject, row.body) == (subject, body):
            return
        row = row or LetterText(key=form.file.key, language=form.file.language)
        row.subject, row.body = subject, body
        row.save()
        self.log_change(request, row, _("own words"))

    def original_view(self, request, key: str):
        return require_POST(self._back_to_original)(request, key)

    def _back_to_original(self, request, key: str):
        """Asks once more, then forgets staff's own words."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        files_of(key)
        address = reverse("admin:lvg_portal_lettertext_words", args=[key])
        if "sure" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": _("Back to the original?"), "opts": self.opts, "key": key, "letter": title_of(key),
                "texts": LetterText.objects.filter(key=key), "address": address,
            }  # fmt: skip
            return TemplateResponse(request, "admin/lvg_portal/lettertext/original.html", context)
        with transaction.atomic():
            for row in LetterText.objects.select_for_update().filter(key=key):
                self.log_change(request, row, _("back to the original"))
                row.delete()
        messages.success(request, _("The letter “%(title)s” is the original again.") % {"title": title_of(key)})
        return redirect(address)


def title_of(key: str) -> str:
    """What the letter is called: its subject in the reader's language, with invented data."""
    try:
        file = letter_files.original(key, get_language())
    except TemplateDoesNotExist:
        return key
    return letter_texts.preview(file, file.subject, "")[0]


def files_of(key: str) -> list[letter_files.Original]:
    if key not in outbox.registered():
        raise Http404
    try:
        return [letter_files.original(key, language) for language in LANGUAGES]
    except TemplateDoesNotExist as error:
        raise Http404 from error


def as_text(file: letter_files.Original) -> LetterText:
    return LetterText(key=file.key, language=file.language, subject=file.subject, body=file.body)


def _with_version(form: TextForm, overtaken: list[LetterText]) -> TextForm:
    """The same form; saved once more, it goes over the colleague's words that are shown beside it."""
    for theirs in overtaken:
        if theirs.language == form.file.language:
            form.data = form.data.copy()
            form.data[form.add_prefix("seen")] = version(theirs if theirs.pk else None)
    return form


def _by_title(row: dict) -> str:
    return row["title"].casefold()
