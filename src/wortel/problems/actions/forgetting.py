"""Words that may not be read any more leave nothing behind of what was made of them."""

from django.db import transaction
from django.db.models import F, Q

from wortel.contacts.models import ContactQuerySet
from wortel.events import actions as events
from wortel.problems import rules
from wortel.problems.actions.causes import nameless
from wortel.problems.models import Flag, Gathering, LookAlike, Problem


@transaction.atomic
def forget_texts(*, contacts: ContactQuerySet) -> None:
    """Groups they stood in, which are gathered anew without them, and titles that are their own words."""
    groups = LookAlike.objects.unanswered().filter(alikes__contact__in=contacts)
    if LookAlike.objects.filter(pk__in=groups.values("pk")).delete()[0]:
        Gathering.objects.all().delete()
    made = Q(at=F("problem__opened_at")) | Q(at=F("problem__absorbed__opened_at"))
    for flag in Flag.objects.filter(made, contact__in=contacts).select_related("contact").distinct():
        its = Q(pk=flag.problem_id) | Q(merged_into=flag.problem_id)
        for problem in Problem.objects.filter(its, opened_at=flag.at).select_related("reason"):
            _rename(problem, rules.subject_of(flag.contact.subject, flag.contact.text))


def _rename(problem: Problem, subject: str) -> None:
    """The reason is what stays of a title that nobody has typed."""
    reason = problem.reason
    title_nl = rules.without_subject(problem.title_nl, subject, reason.label_nl if reason else "")
    title_en = rules.without_subject(problem.title_en, subject, reason.label_en if reason else "")
    if (title_nl, title_en) != (problem.title_nl, problem.title_en):
        problem.title_nl, problem.title_en = title_nl or nameless(), title_en
        problem.save(update_fields=["title_nl", "title_en"])
        events.record("problem.described", about=problem, title=problem.title_nl)
