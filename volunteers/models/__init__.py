from .application import Application, NumberSeries, Repeat
from .consent import Consent, ConsentText, Guardian, GuardianConsent
from .opportunity import Opportunity, SupportOption
from .person import Person
from .support import SupportNeed
from .terms import Question, Step, Terms
from .trail import AccessLog, Note, StatusEvent, Token

__all__ = [
    "AccessLog",
    "Application",
    "Consent",
    "ConsentText",
    "Guardian",
    "GuardianConsent",
    "Note",
    "NumberSeries",
    "Opportunity",
    "Person",
    "Question",
    "Repeat",
    "StatusEvent",
    "Step",
    "SupportNeed",
    "SupportOption",
    "Terms",
    "Token",
]
