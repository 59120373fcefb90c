"""Valid things to test with; a keyword changes one fact: ``make.project(title_lt="Sąveikos lauku")``."""

import itertools

from django.contrib.auth.models import Group, User

_number = itertools.count(1)


def staff(role: str, **facts) -> User:
    """A staff member with the rights of one role (a group's name, see lvg_portal/roles.py)."""
    number = next(_number)
    user = User.objects.create_user(
        **{"username": f"{role}{number}", "email": f"{role}{number}@example.lt", "is_staff": True, **facts}
    )
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user
