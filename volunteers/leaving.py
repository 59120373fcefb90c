"""How a person's data leave. The status is flow.py's; when the time has come, retention.py says."""

from volunteers.models import Application


def forget_contacts(application: Application) -> None:
    """Contacts and texts go; name, birth date, agreement and hours stay as long as the law wants them."""
    raise NotImplementedError


def anonymise(application: Application) -> None:
    """Everything of the person goes; what statistics count stays. Inside the transaction of the move."""
    raise NotImplementedError
