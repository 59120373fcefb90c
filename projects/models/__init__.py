from .funding import FundingLine
from .links import ProjectLink
from .local import LocalProject
from .partners import Organisation, Partnership
from .project import Project, Result
from .vocabulary import Audience, Place, Programme, Theme, Verb

__all__ = [
    "Audience",
    "FundingLine",
    "LocalProject",
    "Organisation",
    "Partnership",
    "Place",
    "Programme",
    "Project",
    "ProjectLink",
    "Result",
    "Theme",
    "Verb",
]
