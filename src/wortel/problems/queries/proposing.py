"""Which cause may be behind this contact? Answered while somebody waits, so four small queries and no model."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Left

from wortel.analysis.likeness import weigh_stems
from wortel.analysis.words import content_stems
from wortel.contacts.models import Contact, ContactQuerySet
from wortel.orders.models import Parcel
from wortel.problems import rules
from wortel.problems.models import Flag, Ownership, Problem, Process, Step
from wortel.reasons import queries as reasons
from wortel.reasons.models import Reason

MOST_CANDIDATES = 30
MOST_EXAMPLES = 120
WORDS_READ = 600


def find_standing(problem: Problem) -> Problem:
    """The problem that this one was merged into, or itself, as the database has it now."""
    merged_into = Problem.objects.values_list("merged_into", flat=True).get(pk=problem.pk)
    return problem if merged_into is None else find_standing(Problem.objects.get(pk=merged_into))


def propose_for(contact: Contact) -> Problem | None:
    """The problem that most likely caused this contact: by its reason, its words and what it is about."""
    given = reasons.find_given(contact)
    branch = reasons.list_branch(given.reason_id) if given else set()
    candidates = _list_candidates(contact, branch)
    if not candidates:
        return None
    readable = Contact.objects.readable()
    asked, traits = _trait_of_contact(contact, readable), _traits_of_problems(candidates, readable)
    weights = weigh_stems(set(text) for trait in traits.values() for text in trait.texts)
    scores = {
        problem: rules.belief(asked, traits[problem.pk], weights, same_reason=_is_same(problem, branch))
        for problem in candidates
    }
    best = max(candidates, key=lambda problem: (scores[problem], problem.is_open, -problem.pk))
    return best if rules.is_enough(scores[best]) else None


def _list_candidates(contact: Contact, branch: set[int]) -> list[Problem]:
    """Problems of this branch of reasons; without a reason all open ones, latest first."""
    problems = Problem.objects.standing().select_related("rule")
    if branch:
        problems = problems.filter(Q(reason__in=branch) | Q(rule__reason__in=branch) | Q(reason=None, closed_at=None))
    else:
        problems = problems.filter(closed_at=None)
    found = problems.order_by(F("closed_at").desc(nulls_first=True), "-opened_at")[:MOST_CANDIDATES]
    return [problem for problem in found if not _is_ruled_out(problem, contact)]


def _is_ruled_out(problem: Problem, contact: Contact) -> bool:
    rule = getattr(problem, "rule", None)
    return bool(rule and rule.not_first_channel and rule.not_first_channel == contact.channel)


def _is_same(problem: Problem, branch: set[int]) -> bool | None:
    rule = getattr(problem, "rule", None)
    of_problem = {one for one in (problem.reason_id, rule.reason_id if rule else None) if one is not None}
    return bool(of_problem & branch) if branch and of_problem else None


def _trait_of_contact(contact: Contact, readable: ContactQuerySet) -> rules.Trait:
    words = ""
    if readable.filter(pk=contact.pk).exists():
        words = f"{contact.subject} {(contact.reply_text or contact.text)[:WORDS_READ]}"
    facts = {_partner(contact.partner_id), _product(contact.product)}
    if contact.order_id:
        carriers = Parcel.objects.filter(order=contact.order_id).values_list("carrier", flat=True)
        facts |= {_partner(carrier) for carrier in carriers}
    return rules.Trait((frozenset(content_stems(words)),), frozenset(facts - {""}))


def _traits_of_problems(problems: Iterable[Problem], readable: ContactQuerySet) -> dict[int, rules.Trait]:
    texts = {one.pk: [one.title_nl, one.title_en, one.summary_nl, one.summary_en] for one in problems}
    facts: defaultdict[int, set[str]] = defaultdict(set)
    for problem, subject, text, partner, product in _list_examples(texts, readable):
        texts[problem].append(f"{subject} {text}")
        facts[problem] |= {_partner(partner), _product(product)}
    owned = Ownership.objects.filter(problem__in=texts, until=None).exclude(owner__partner=None)
    for problem, partner in owned.values_list("problem", "owner__partner"):
        facts[problem].add(_partner(partner))
    return {
        pk: rules.Trait(tuple(frozenset(content_stems(text)) for text in said if text), frozenset(facts[pk] - {""}))
        for pk, said in texts.items()
    }


def _list_examples(
    problems: Iterable[int], readable: ContactQuerySet
) -> Iterable[tuple[int, str, str, int | None, str]]:
    """What was said in the latest contacts of these problems."""
    return (
        Flag.objects.filter(problem__in=list(problems), contact__in=readable)
        .order_by("-at")
        .values_list(
            "problem",
            "contact__subject",
            Left(F("contact__text"), WORDS_READ),
            "contact__partner",
            "contact__product",
        )[:MOST_EXAMPLES]
    )


def _partner(pk: int | None) -> str:
    return f"partner {pk}" if pk else ""


def _product(name: str) -> str:
    return f"product {name.casefold()}" if name else ""


@dataclass(frozen=True)
class Place:
    """Where something goes wrong, as far as it is known."""

    process: Process | None = None
    step: Step | None = None


def find_likely_place(reason: Reason | None) -> Place:
    """The process in which causes of this reason arose most often before, and the step where most of those did."""
    if reason is None:
        return Place()
    known = Problem.objects.standing().filter(reason__in=reasons.list_branch(reason.pk)).exclude(process=None)
    places = list(known.order_by("-opened_at").values_list("process", "step")[:50])
    if not places:
        return Place()
    process = Counter(process for process, _ in places).most_common(1)[0][0]
    step, _ = Counter(step for its, step in places if its == process).most_common(1)[0]
    steps = Step.objects.select_related("owner", "process__owner")
    return Place(Process.objects.select_related("owner").get(pk=process), steps.filter(pk=step or 0).first())
