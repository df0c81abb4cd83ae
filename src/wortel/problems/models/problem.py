"""The causes, and the contacts they bring."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wortel.accounts.models import Agent, Role
from wortel.channels.models import Kind as Channel
from wortel.contacts.models import Contact
from wortel.problems.models.register import Process, ProcessOwner, Step
from wortel.reasons.models import Reason


class ProblemQuerySet(models.QuerySet["Problem"]):
    def visible_to(self, agent: Agent) -> ProblemQuerySet:
        """Colleagues see all; owners and partners only what is theirs."""
        if agent.is_staff_member:
            return self
        if agent.role in {Role.OWNER, Role.PARTNER}:
            is_own = Q(ownerships__owner__people__agent=agent)
            is_partners = Q(ownerships__owner__partner__membership__agent=agent)
            theirs = Problem.objects.filter(is_own | is_partners, ownerships__until=None)
            return self.filter(pk__in=theirs.values("pk"))
        return self.none()

    def standing(self) -> ProblemQuerySet:
        return self.filter(merged_into=None)

    def open(self) -> ProblemQuerySet:
        return self.filter(merged_into=None, closed_at=None)


class Problem(models.Model):
    """The cause, or possible cause, of contacts. Closing a case never closes it."""

    code = models.CharField(max_length=100, unique=True)
    title_nl = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    summary_nl = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    workaround_nl = models.TextField(blank=True)
    workaround_en = models.TextField(blank=True)
    reply_nl = models.TextField(blank=True)
    reply_en = models.TextField(blank=True)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, null=True, blank=True, related_name="problems")
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, blank=True, related_name="problems")
    reason = models.ForeignKey(Reason, on_delete=models.SET_NULL, null=True, related_name="problems")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="absorbed")
    attributes = models.JSONField(default=dict, blank=True)

    objects = ProblemQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        names = (self.title_en, self.title_nl) if get_language() == "en" else (self.title_nl, self.title_en)
        return names[0] or names[1] or self.code

    @property
    def summary(self) -> str:
        return (self.summary_en if get_language() == "en" else self.summary_nl) or self.summary_nl or self.summary_en

    @property
    def workaround(self) -> str:
        texts = (self.workaround_en, self.workaround_nl)
        return (texts[0] if get_language() == "en" else texts[1]) or texts[1] or texts[0]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def answerer(self) -> ProcessOwner | None:
        """Who answers for where it goes wrong: for the step, else for the whole process."""
        if self.step is not None:
            return self.step.answerer
        return self.process.owner if self.process else None


class Rule(models.Model):
    """Contacts with this reason belong to this problem, unless they say otherwise themselves."""

    problem = models.OneToOneField(Problem, on_delete=models.CASCADE, related_name="rule")
    reason = models.ForeignKey(Reason, on_delete=models.CASCADE)
    not_first_channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)

    def __str__(self) -> str:
        return f"{self.reason_id} → {self.problem_id}"


class Match(models.Model):
    """A contact that a rule counts to its problem; worked out anew when reasons or rules change."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="match")
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="matches")

    def __str__(self) -> str:
        return f"{self.contact_id} → {self.problem_id}"


class Flag(models.Model):
    """A contact that was answered while its cause remains: the link between a contact and a problem."""

    class Kind(models.TextChoices):
        CAUSE = "cause", _("cause")
        SIMILAR = "similar", _("similar")
        SUSPECTED = "suspected", _("suspected")

    class Source(models.TextChoices):
        PERSON = "person", _("reported")
        IMPORTED = "imported", _("imported")

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="flags")
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.CAUSE)
    share = models.DecimalField(max_digits=5, decimal_places=4, default=1)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.PERSON)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="flags")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "problem"], name="flag_once"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="flag_share_between_0_and_1"),
        ]
        indexes = [models.Index(fields=["problem", "-at"], name="flag_problem_at")]

    def __str__(self) -> str:
        return f"{self.contact_id} → {self.problem_id}"


class Merge(models.Model):
    """Two problems turned out to be one. What moved is kept by id, so that undoing brings each flag home."""

    kept = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="absorptions")
    moved = models.JSONField(default=list)
    dropped = models.JSONField(default=list)
    rows = models.JSONField(default=dict)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.kept_id}"


class Parting(models.Model):
    """Some contacts of a problem turned out to have a cause of their own: `moved` flags, and `fresh` ones for rules."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="partings")
    made = models.ForeignKey(Problem, on_delete=models.SET_NULL, null=True, related_name="parted_from")
    moved = models.JSONField(default=list)
    fresh = models.JSONField(default=list)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.made_id} from {self.problem_id}"


class Caused(models.Model):
    """Every counted contact of a problem, by its own flag or by a rule; a database view, so nobody writes it.

    `share` is the part of the contact that this problem costs: shares of one contact are never more than the whole.
    """

    pk = models.CompositePrimaryKey("problem_id", "contact_id")
    problem = models.ForeignKey(Problem, on_delete=models.DO_NOTHING, related_name="caused")
    contact = models.ForeignKey(Contact, on_delete=models.DO_NOTHING, related_name="causes")
    share = models.DecimalField(max_digits=24, decimal_places=20)

    class Meta:
        managed = False
        db_table = "problems_caused"

    def __str__(self) -> str:
        return f"{self.contact_id} by {self.problem_id}"


def sum_cost() -> models.Sum:
    """What caused contacts cost their problem: of each the part that it causes."""
    cost = models.F("contact__price__eur") * models.F("share")
    return models.Sum(cost, output_field=models.DecimalField(max_digits=30, decimal_places=10))
