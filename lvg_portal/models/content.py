"""What load_content loaded, so that it never writes over staff's edits nor brings back what they deleted."""

from django.db import models


class LoadedItem(models.Model):
    kind = models.CharField(max_length=60)  # the model's label: "projects.project"
    key = models.CharField(max_length=200)  # the item's name in the data file
    object_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the fields as they were loaded
    is_example = models.BooleanField(default=False)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_item_is_unique")]

    def __str__(self):
        return f"{self.kind} {self.key}"
