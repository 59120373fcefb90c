"""How often something was done from one address: see lvg_portal/throttle.py."""

from django.db import models


class Throttle(models.Model):
    # The deed and a keyed hash: an address is personal data.
    key = models.CharField(max_length=80, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.key
