"""What the form templates in templates/juosta/ need to know about a field."""

from django import forms, template
from django.utils.safestring import SafeString

register = template.Library()

TICKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.filter
def shape(field) -> str:
    """How a field is laid out: ``hidden``, ``tick``, ``choices`` (several ticks), ``parts`` (day, month) or ``box``."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    return "parts" if isinstance(widget, forms.MultiWidget) else "box"


@register.simple_tag
def control(field) -> SafeString:
    """A field's control alone; a box gets our class beside the widget's own (``input--4`` …)."""
    widget = field.field.widget
    if isinstance(widget, TICKS):
        return field.as_widget()
    return field.as_widget(attrs={"class": f"input {widget.attrs.get('class', '')}".strip()})


@register.filter
def parts(field) -> list[dict]:
    """The boxes of a field in parts: id, label (from the widget's ``part_labels``) and control."""
    widget, renderer = field.field.widget, field.form.renderer
    drawn = field.subwidgets[0].data["subwidgets"]
    rows = []
    for label, part in zip(widget.part_labels, drawn, strict=True):
        part["attrs"]["class"] = f"input {part['attrs'].get('class', '')}".strip()
        html = widget._render(part["template_name"], {"widget": part}, renderer)
        rows.append({"id": part["attrs"]["id"], "label": label, "control": html})
    return rows


def target(field) -> str:
    """The id that a field's line in the error summary leads to: its control, the first of several."""
    return f"{field.auto_id}_0" if shape(field) in {"choices", "parts"} else field.auto_id


@register.filter
def problems(form) -> list[dict]:
    """The lines of the error summary, in the order of the fields: ``{"target": id or "", "text": …}``."""
    lines = [{"target": "", "text": text} for text in form.non_field_errors()]
    for field in form:
        if field.is_hidden:
            lines += [{"target": "", "text": text} for text in field.errors]
        else:
            # "This field is required" says nothing far from its field: the label goes first.
            name = f"{field.label}{'' if str(field.label).endswith('?') else ':'}"
            lines += [{"target": target(field), "text": f"{name} {text}"} for text in field.errors]
    return lines


@register.filter
def own_classes(classes: str) -> str:
    """A crispy button's classes without Bootstrap's, which it brings along."""
    return " ".join(name for name in classes.split() if not name.startswith("btn"))
