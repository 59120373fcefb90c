from .after import Erasure, Export, Feedback, Story
from .application import Application, NumberSeries, Repeat
from .consent import Consent, ConsentText, Guardian, GuardianConsent
from .opportunity import Opportunity, SupportOption
from .person import Person
from .serving import Agreement, Certificate, HoursEntry, RecordCheck, Signature, WorkNotice
from .support import SupportNeed
from .tasks import BulkLetter, BulkRecipient, Meeting, Reminder, Task
from .terms import Question, Step, Terms
from .trail import AccessLog, Note, StatusEvent, Token

__all__ = [
    "AccessLog",
    "Agreement",
    "Application",
    "BulkLetter",
    "BulkRecipient",
    "Certificate",
    "Consent",
    "ConsentText",
    "Erasure",
    "Export",
    "Feedback",
    "Guardian",
    "GuardianConsent",
    "HoursEntry",
    "Meeting",
    "Note",
    "NumberSeries",
    "Opportunity",
    "Person",
    "Question",
    "RecordCheck",
    "Reminder",
    "Repeat",
    "Signature",
    "StatusEvent",
    "Step",
    "Story",
    "SupportNeed",
    "SupportOption",
    "Task",
    "Terms",
    "Token",
    "WorkNotice",
]
