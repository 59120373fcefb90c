"""The steps and the questions of the landing page, with one query: a page for readers must stay quick."""

from django.db.models import Value

from volunteers.models import Question, Step


def steps_and_questions() -> tuple[list[Step], list[Question]]:
    """Both in the order that staff gave them."""
    steps, questions = (
        # The translated manager would shuffle the columns, which a union takes by place.
        model.objects.rewrite(False)
        .order_by()
        .annotate(table=Value(model._meta.model_name))
        .values_list("table", "pk", "key", "order", *(f"{name}_{code}" for name in names for code in ("lt", "en")))
        for model, names in ((Step, ("title", "text")), (Question, ("question", "answer")))
    )
    made = {"step": [], "question": []}
    for table, pk, key, order, name_lt, name_en, text_lt, text_en in steps.union(questions, all=True):
        if table == "step":
            words = {"title_lt": name_lt, "title_en": name_en, "text_lt": text_lt, "text_en": text_en}
            row = Step(pk=pk, key=key, order=order, **words)
        else:
            words = {"question_lt": name_lt, "question_en": name_en, "answer_lt": text_lt, "answer_en": text_en}
            row = Question(pk=pk, key=key, order=order, **words)
        made[table].append(row)
    return tuple(sorted(rows, key=lambda row: (row.order, row.pk)) for rows in made.values())
