from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wortel.accounts.models import Agent, Role, Team
from wortel.channels.models import Kind as Channel
from wortel.contacts.models import Contact
from wortel.partners.models import Partner
from wortel.reasons.models import Reason


class ProcessOwner(models.Model):
    """A department or partner that answers for processes."""

    name = models.CharField(max_length=200, unique=True)
    cost_centre = models.CharField(max_length=60, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True)
    has_wink = models.BooleanField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_partner(self) -> bool:
        return self.partner_id is not None

    @property
    def likes_wink(self) -> bool:
        """Colleagues get the wink and partners do not, unless somebody chose otherwise."""
        return self.has_wink if self.has_wink is not None else not self.is_partner


class Accountable(models.Model):
    """The person who answers for an owner's processes, or their deputy."""

    class Part(models.TextChoices):
        FIRST = "first", _("accountable")
        DEPUTY = "deputy", _("deputy")

    owner = models.ForeignKey(ProcessOwner, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    part = models.CharField(max_length=6, choices=Part.choices, default=Part.FIRST)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "part"], name="one_person_per_part")]

    def __str__(self) -> str:
        return self.name


class Process(models.Model):
    """A process of the organisation or a partner, in which causes arise."""

    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(ProcessOwner, on_delete=models.PROTECT, related_name="processes")

    def __str__(self) -> str:
        return (get_language() == "en" and self.name_en) or self.name_nl


class ProblemQuerySet(models.QuerySet["Problem"]):
    def visible_to(self, agent: Agent) -> ProblemQuerySet:
        """Colleagues see all; owners and partners only what is theirs."""
        if agent.is_staff_member:
            return self
        if agent.role in {Role.OWNER, Role.PARTNER}:
            theirs = Ownership.objects.filter(
                Q(owner__people__agent=agent) | Q(owner__partner__membership__agent=agent), until=None
            )
            return self.filter(pk__in=theirs.values("problem"))
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
    process = models.ForeignKey(Process, on_delete=models.PROTECT, null=True, blank=True, related_name="problems")
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
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.kept_id}"


class Ownership(models.Model):
    """Who answers for a problem, and for which share of its cost, from when until when."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="ownerships")
    owner = models.ForeignKey(ProcessOwner, on_delete=models.PROTECT, related_name="ownerships")
    share = models.DecimalField(max_digits=5, decimal_places=4, default=1)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem", "owner"], condition=Q(until=None), name="owner_once_at_a_time"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="share_between_0_and_1"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} owns {self.problem_id}"


class OwnerLink(models.Model):
    """A signed way in for an owner without an account: it expires and can be withdrawn. Only its hash is kept."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="links")
    owner = models.ForeignKey(ProcessOwner, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(Accountable, on_delete=models.CASCADE, null=True, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.owner_id} to {self.problem_id}"


class OwnerAnswer(models.Model):
    """What the owner said: I take it, not mine but whose, planned for a day."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("takes it on")
        NOT_MINE = "not_mine", _("says it is somebody else's")
        PLANNED = "planned", _("has planned it")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="answers")
    owner = models.ForeignKey(ProcessOwner, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    planned_on = models.DateField(null=True)
    whose = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.problem_id}"


class Action(models.Model):
    """Something done about a cause. Explaining it in a Q&A softens and never closes a problem."""

    class Lever(models.TextChoices):
        PROCESS = "process", _("Process")
        PRODUCT = "product", _("Product")
        COMMUNICATION = "communication", _("Communication")
        EXPECTATION = "expectation", _("Expectation")
        MITIGATION = "mitigation", _("Mitigation")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="actions")
    lever = models.CharField(max_length=13, choices=Lever.choices)
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=200, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.what


class Fix(models.Model):
    """The day a cause was taken away, and what we expect of it, registered before the numbers are in."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="fixes")
    what = models.CharField(max_length=300)
    on = models.DateField()
    washout_weeks = models.PositiveSmallIntegerField(default=1)
    weeks_before = models.PositiveSmallIntegerField(default=26)
    weeks_after = models.PositiveSmallIntegerField(default=12)
    expected_reduction = models.FloatField(null=True)
    controls = models.ManyToManyField(Reason, related_name="+")
    registered_at = models.DateTimeField()
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_reduction=None) | Q(expected_reduction__gt=0, expected_reduction__lte=1),
                name="expected_reduction_is_a_share",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} ({self.on})"


class Verdict(models.TextChoices):
    WORKS = "works", _("Works")
    WORSE = "worse", _("Backfires")
    NO_EFFECT = "no_effect", _("No real effect")
    TOO_EARLY = "too_early", _("Too early to say")


class Effect(models.Model):
    """What a fix did, measured against a quiet period and untreated topics; one row per measurement."""

    fix = models.ForeignKey(Fix, on_delete=models.CASCADE, related_name="effects")
    measured_at = models.DateTimeField()
    weeks_measured = models.PositiveSmallIntegerField(default=0)
    is_final = models.BooleanField(default=False)
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    numbers = models.JSONField()
    series = models.JSONField(default=dict)

    class Meta:
        ordering = ["-measured_at"]

    def __str__(self) -> str:
        return f"{self.verdict} {self.fix_id}"


class Closure(models.Model):
    """Why a problem was closed: an effect that was measured, or a risk somebody accepted with its running cost."""

    class Kind(models.TextChoices):
        EFFECT = "effect", _("effect measured")
        RISK = "risk", _("risk accepted")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="closures")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    effect = models.ForeignKey(Effect, on_delete=models.PROTECT, null=True)
    why = models.CharField(max_length=500, blank=True)
    running_cents_per_week = models.BigIntegerField(null=True)
    review_on = models.DateField(null=True)
    by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="effect", effect__isnull=False)
                | (Q(kind="risk", running_cents_per_week__isnull=False) & ~Q(why="")),
                name="closed_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.problem_id}"


class Reopening(models.Model):
    """The contacts came back, so the problem did."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="reopenings")
    closure = models.OneToOneField(Closure, on_delete=models.CASCADE, related_name="reopening")
    contacts = models.PositiveIntegerField()
    expected = models.FloatField()
    days = models.PositiveSmallIntegerField(default=7)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.problem_id} reopened"


class Notice(models.Model):
    """What became of a cause, for somebody who reported it."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("The owner takes it on.")
        NOT_MINE = "not_mine", _("The owner says it is somebody else's.")
        PLANNED = "planned", _("The owner has planned it.")
        FIXED = "fixed", _("Something was done about it.")
        WORKS = "works", _("It works: fewer contacts.")
        RISK = "risk", _("The risk was accepted.")
        BACK = "back", _("It is back.")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="notices")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agent", "-at"], condition=Q(read_at=None), name="notice_unread")]

    def __str__(self) -> str:
        return f"{self.kind} {self.problem_id} for {self.agent_id}"


class Caused(models.Model):
    """Every counted contact of a problem, by its own flag or by a rule; a database view, so nobody writes it."""

    pk = models.CompositePrimaryKey("problem_id", "contact_id")
    problem = models.ForeignKey(Problem, on_delete=models.DO_NOTHING, related_name="caused")
    contact = models.ForeignKey(Contact, on_delete=models.DO_NOTHING, related_name="causes")

    class Meta:
        managed = False
        db_table = "problems_caused"

    def __str__(self) -> str:
        return f"{self.contact_id} by {self.problem_id}"


class Price(models.Model):
    """What each contact costs: frozen, or else by the rate and fee of its day; a database view."""

    contact = models.OneToOneField(Contact, on_delete=models.DO_NOTHING, primary_key=True, related_name="price")
    minutes = models.DecimalField(max_digits=9, decimal_places=3)
    eur_per_minute = models.DecimalField(max_digits=18, decimal_places=9)
    fee_eur = models.DecimalField(max_digits=12, decimal_places=6)
    eur = models.DecimalField(max_digits=18, decimal_places=9)

    class Meta:
        managed = False
        db_table = "problems_price"

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.eur}"

    @property
    def cents(self) -> Decimal:
        return self.eur * 100


class Rate(models.Model):
    """What a minute of a team costs from a day on; without a team it is the rate of everybody else."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True)
    valid_from = models.DateField()
    eur_per_minute = models.DecimalField(max_digits=12, decimal_places=6)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "valid_from"], nulls_distinct=False, name="rate_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.eur_per_minute} from {self.valid_from}"


class ChannelFee(models.Model):
    """What one contact on a channel costs besides minutes, from a day on."""

    channel = models.CharField(max_length=8, choices=Channel.choices)
    valid_from = models.DateField()
    fee_eur = models.DecimalField(max_digits=12, decimal_places=6)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "valid_from"], name="fee_once_a_day")]

    def __str__(self) -> str:
        return f"{self.channel} {self.fee_eur} from {self.valid_from}"


class StandardMinutes(models.Model):
    """The minutes a contact takes where nobody measured them."""

    reason = models.ForeignKey(Reason, on_delete=models.CASCADE)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    valid_from = models.DateField()
    minutes = models.DecimalField(max_digits=9, decimal_places=3)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reason", "channel", "valid_from"], name="standard_minutes_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.reason_id} {self.channel} {self.minutes}"


class Budget(models.Model):
    """What customer service costs in a month, and how many minutes people can really work in it."""

    month = models.CharField(max_length=7, unique=True)
    cost_eur = models.DecimalField(max_digits=14, decimal_places=2)
    practical_minutes = models.DecimalField(max_digits=14, decimal_places=3)
    attributes = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.month} {self.cost_eur}"


class ContactCost(models.Model):
    """What a contact cost, with the rate and fee of its own day, frozen when it was reckoned."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="cost")
    minutes = models.DecimalField(max_digits=9, decimal_places=3)
    eur_per_minute = models.DecimalField(max_digits=12, decimal_places=6)
    fee_eur = models.DecimalField(max_digits=12, decimal_places=6)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.minutes} × {self.eur_per_minute} + {self.fee_eur}"
