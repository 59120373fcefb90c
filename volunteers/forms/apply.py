"""The steps of the application form. What each asks is decided in its form; that answers are kept, in draft.py."""

from volunteers.forms.about import AboutForm
from volunteers.forms.guardian import GuardianForm
from volunteers.forms.support import SupportForm
from volunteers.forms.what import WhatForm

STEPS = {"about": AboutForm, "what": WhatForm, "support": SupportForm, "guardian": GuardianForm}
