"""Rich text: what staff may use in the editor is what the server keeps, whatever the way in."""

from django_prose_editor.fields import ProseEditorField

EXTENSIONS = {
    "Bold": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
}


class RichTextField(ProseEditorField):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"extensions": EXTENSIONS, "sanitize": True, **kwargs})

    def pre_save(self, instance, add):
        # ProseEditorField cleans in full_clean() only; loading, commands and code save without it.
        value = super().pre_save(instance, add)
        if value:
            value = self.sanitize(value)
            setattr(instance, self.attname, value)
        return value
