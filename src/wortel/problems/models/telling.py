"""What customers are told about a cause: that it is gone, or what helps while it is there."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wortel.cases.models import Case
from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.orders.models import Order, ParcelStep
from wortel.partners.models import Partner
from wortel.problems.models.doing import Effect
from wortel.problems.models.problem import Problem
from wortel.reasons.models import Reason


class Telling(models.Model):
    """A message to many customers, in two languages, that a person proposed and another may have approved."""

    class Kind(models.TextChoices):
        GONE = "gone", _("It is gone")
        AHEAD = "ahead", _("In advance")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        RUNNING = "running", _("Being sent")
        PAUSED = "paused", _("Paused")
        STOPPED = "stopped", _("Stopped")
        DONE = "done", _("Done")

    class Halt(models.TextChoices):
        """Why it stands still."""

        PERSON = "person", _("somebody paused it")
        UNPROVEN = "unproven", _("the verdict no longer holds")
        BOTHERED = "bothered", _("too many customers are still bothered")
        CLOSED = "closed", _("the cause is closed")
        NO_MAILBOX = "no_mailbox", _("there is no mailbox to send from")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="tellings")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    halt = models.CharField(max_length=10, choices=Halt.choices, blank=True)
    effect = models.ForeignKey(Effect, on_delete=models.PROTECT, null=True, related_name="+")
    subject_nl = models.CharField(max_length=150)
    text_nl = models.TextField()
    subject_en = models.CharField(max_length=150)
    text_en = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    held_out_share = models.FloatField(default=0)
    seed = models.BigIntegerField(default=0)
    watch_days = models.PositiveSmallIntegerField(default=14)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "kind"],
                condition=Q(state__in=["proposed", "running", "paused"]),
                name="one_telling_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind="ahead") | Q(effect__isnull=False), name="gone_is_told_on_an_effect"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=False) | ~Q(state__in=["running", "paused", "done"]),
                name="nothing_is_sent_unapproved",
            ),
            models.CheckConstraint(
                condition=Q(held_out_share__gte=0, held_out_share__lte=0.5), name="held_out_share_up_to_half"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.problem_id} {self.state}"

    @property
    def kind_of(self) -> Kind:
        return self.Kind(self.kind)

    @property
    def is_gone(self) -> bool:
        return self.kind == self.Kind.GONE

    def subject_in(self, language: str) -> str:
        return (self.subject_en if language == "en" else self.subject_nl) or self.subject_nl or self.subject_en

    def text_in(self, language: str) -> str:
        return (self.text_en if language == "en" else self.text_nl) or self.text_nl or self.text_en


class Way(models.TextChoices):
    """How somebody can be told."""

    MAIL = "mail", _("By mail")
    CALL = "call", _("By phone")
    OTHER = "other", _("Not possible yet")


class LeftOut(models.TextChoices):
    """Why somebody is not told."""

    NO_ADDRESS = "no_address", _("no address that works")
    NOT_YET = "not_yet", _("this channel cannot tell yet")
    SHARED = "shared", _("somebody else at this address is told")
    OPTED_OUT = "opted_out", _("wants no messages")
    TOLD = "told", _("is in a message about this already")
    COMPLAINT = "complaint", _("a complaint is pending")
    OPEN_CASE = "open_case", _("a case of theirs is still open")
    RECENTLY = "recently", _("heard from us recently")
    CALLED = "called", _("has made contact meanwhile")
    STOPPED = "stopped", _("the message was stopped")


class Recipient(models.Model):
    """One customer of one message, and how far it is with them. A customer has at most one for each cause and kind."""

    class State(models.TextChoices):
        CHOSEN = "chosen", _("chosen")
        WAITING = "waiting", _("waits for its turn")
        SENT = "sent", _("sent")
        TO_CALL = "to_call", _("to be called")
        CALLED = "called", _("called")
        HELD_OUT = "held_out", _("told nothing, to compare")
        LEFT_OUT = "left_out", _("left out")

    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="recipients")
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Telling.Kind.choices)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="told")
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, null=True, related_name="+")
    way = models.CharField(max_length=5, choices=Way.choices)
    value = models.CharField(max_length=254, blank=True)
    times = models.PositiveIntegerField(default=0)
    latest_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHOSEN)
    why = models.CharField(max_length=10, choices=LeftOut.choices, blank=True)
    drawn = models.CharField(max_length=4, blank=True, choices=[("told", "told"), ("held", "held out")])
    changed_at = models.DateTimeField()
    contact = models.OneToOneField(Contact, on_delete=models.SET_NULL, null=True, related_name="told")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["telling", "customer"], name="recipient_once"),
            models.UniqueConstraint(
                fields=["problem", "kind", "customer"],
                condition=Q(state__in=["waiting", "sent", "to_call", "called", "held_out"]),
                name="told_once",
            ),
            models.UniqueConstraint(
                fields=["problem", "kind", "value"],
                condition=Q(state__in=["waiting", "sent", "to_call", "called", "held_out"]) & ~Q(value=""),
                name="told_once_at_an_address",
            ),
            models.CheckConstraint(
                condition=~Q(state="left_out") | ~Q(why=""),
                name="left_out_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["telling", "id"], condition=Q(state="waiting"), name="recipient_waiting"),
            models.Index(fields=["changed_at"], condition=Q(state="sent"), name="recipient_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.state}"


class Reply(models.Model):
    """What somebody answered to the one question: are you still bothered by it?"""

    recipient = models.OneToOneField(Recipient, on_delete=models.CASCADE, related_name="reply")
    is_still_bothered = models.BooleanField()
    remark = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.recipient_id}: {'yes' if self.is_still_bothered else 'no'}"


class Restraint(models.Model):
    """How far we go in telling customers what they did not ask for; one row."""

    days_between = models.PositiveSmallIntegerField(default=14)
    per_hour = models.PositiveIntegerField(default=200)
    quiet_from = models.TimeField(default=time(20))
    quiet_until = models.TimeField(default=time(9))
    on_sundays = models.BooleanField(default=False)
    open_days = models.PositiveSmallIntegerField(default=14)
    held_out_share = models.FloatField(default=0.1)
    warn_share = models.FloatField(default=0.2)
    complaints = models.ManyToManyField(Reason, related_name="+", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_restraint"),
            models.CheckConstraint(condition=Q(per_hour__gte=1), name="at_least_one_an_hour"),
            models.CheckConstraint(
                condition=Q(held_out_share__gte=0.01, held_out_share__lte=0.5), name="hold_out_between_1_and_50"
            ),
            models.CheckConstraint(condition=Q(warn_share__gt=0, warn_share__lt=1), name="warn_share_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.per_hour} an hour"


class Exposure(models.Model):
    """Whose orders this cause can touch: what is left empty does not count."""

    problem = models.OneToOneField(Problem, on_delete=models.CASCADE, related_name="exposure")
    product = models.CharField(max_length=200, blank=True)
    carrier = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    step = models.CharField(max_length=10, choices=ParcelStep.Kind.choices, blank=True)
    placed_from = models.DateField(null=True, blank=True)
    placed_until = models.DateField(null=True, blank=True)
    reason = models.ForeignKey(Reason, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(product="")
                | Q(carrier__isnull=False)
                | ~Q(step="")
                | Q(placed_from__isnull=False)
                | Q(placed_until__isnull=False),
                name="exposure_says_whose",
            )
        ]

    def __str__(self) -> str:
        return f"exposed to {self.problem_id}"
