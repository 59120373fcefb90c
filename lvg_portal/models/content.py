"""What load_content loaded, so that it never writes over staff's edits nor brings back what they deleted."""

from django.db import models


class LoadedItem(models.Model):
    kind = models.CharField(max_length=60)  # the model's label: "projects.project"
    key = models.CharField(max_length=250)  # the item's name in the data file
    object_id = models.BigIntegerField()
    # Field by field, so that a field that the model gets later does not make every row look edited.
    digests = models.JSONField(default=dict)
    is_example = models.BooleanField(default=False)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_item_is_unique")]

    def __str__(self):
        return f"{self.kind} {self.key}"
