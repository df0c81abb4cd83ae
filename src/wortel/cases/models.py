from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from wortel.accounts.models import Agent, Team
from wortel.channels.models import Kind
from wortel.contacts.models import Contact, Conversation
from wortel.customers.models import Customer


class Status(models.TextChoices):
    OPEN = "open", _("Waiting for us")
    WAITING = "waiting", _("Waiting for the customer")
    ELSEWHERE = "elsewhere", _("Waiting elsewhere")
    CLOSED = "closed", _("Closed")


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, agent: Agent) -> CaseQuerySet:
        return self if agent.is_staff_member else self.none()

    def standing(self) -> CaseQuerySet:
        """Those that were not merged into another case."""
        return self.filter(merged_into=None)

    def with_readable(self) -> CaseQuerySet:
        """Each says whether its subject may be shown elsewhere: that is what somebody in it wrote."""
        kept_back = Contact.objects.unreadable().filter(conversation__part__case=OuterRef("pk"))
        return self.annotate(is_readable=~Exists(kept_back))  # type: ignore[no-redef]  # declared below, for who reads it


class Case(models.Model):
    """What we promised to settle: it holds conversations over channels, and has a status, a team, an agent.

    What a list shows (latest moment, channel, words) is kept on the row, so that a list is one index and no sort.
    """

    code = models.CharField(max_length=100, unique=True, null=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="cases", db_index=False)
    subject = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.OPEN)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, db_index=False)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="cases", db_index=False
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    latest_at = models.DateTimeField()
    latest_channel = models.CharField(max_length=8, choices=Kind.choices)
    latest_words = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=200, blank=True)
    contact_count = models.PositiveIntegerField(default=0)
    # What the customer needs now, apart from any claim.
    need = models.CharField(max_length=300, blank=True, default="", db_default="")
    is_unread = models.BooleanField(default=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="absorbed")
    possibly_belongs_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    # What was sent as an answer to a settled case and seems to be a question of its own.
    asks_anew = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()
    is_readable: bool
    """Only there when asked for with `with_readable`."""
    closed_before: datetime | None = None
    """When it had been closed, if what was said just now opened it again; this is not kept."""

    class Meta:
        indexes = [
            models.Index(
                fields=["-latest_at", "-id"], condition=Q(status="open", snoozed_until=None), name="case_open"
            ),
            models.Index(
                fields=["-latest_at", "-id"],
                condition=Q(status="open", snoozed_until=None, agent=None),
                name="case_unassigned",
            ),
            models.Index(
                fields=["agent", "-latest_at", "-id"],
                condition=Q(status="open", snoozed_until=None),
                name="case_mine",
            ),
            models.Index(
                fields=["team", "-latest_at", "-id"],
                condition=Q(status="open", snoozed_until=None),
                name="case_team",
            ),
            models.Index(fields=["-latest_at", "-id"], condition=Q(status="waiting"), name="case_waiting"),
            models.Index(fields=["-latest_at", "-id"], condition=~Q(status="closed"), name="case_all_open"),
            models.Index(fields=["snoozed_until", "id"], condition=Q(snoozed_until__isnull=False), name="case_snoozed"),
            models.Index(fields=["customer", "-latest_at"], name="case_customer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False) | (~Q(status="closed") & Q(closed_at=None)),
                name="closed_has_a_moment",
            )
        ]

    def __str__(self) -> str:
        return self.subject or self.number

    @property
    def number(self) -> str:
        """What people call it: the year it was opened and its own number."""
        return f"{self.opened_at:%y}-{self.pk:05d}"

    @property
    def is_open(self) -> bool:
        return self.status != Status.CLOSED

    def is_visible_to(self, agent: Agent) -> bool:
        """What `visible_to` says, of a case at hand."""
        return agent.is_staff_member


class Part(models.Model):
    """A conversation in a case. A conversation stands in one case at a time."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parts")
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="part")
    moved_from = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.conversation_id} in {self.case_id}"


class Outcome(models.Model):
    """The two answers given at wrap-up: is the customer helped, and is the cause gone? Unknown is an answer too."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="outcome")
    is_solved = models.BooleanField(null=True)
    is_cause_open = models.BooleanField(null=True)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"solved={self.is_solved} cause_open={self.is_cause_open}"


class Promise(models.Model):
    """What we said we would do, and by when."""

    class Kind(models.TextChoices):
        CALL_BACK = "call_back", _("call back")
        ANSWER = "answer", _("answer")
        DELIVER = "deliver", _("deliver")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    due_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(kept_at=None, broken_at=None), name="promise_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """Words somebody is still writing; kept on the server so that nothing is lost."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    copied = models.TextField(blank=True)
    hidden = models.TextField(blank=True)
    is_note = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "agent"], name="draft_once")]

    def __str__(self) -> str:
        return self.text[:40]


class DraftFile(models.Model):
    """A file that will go along with an answer somebody is still writing."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="draft_files")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """Who is looking at a case right now."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="presences")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    is_writing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "agent"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.agent_id} at {self.case_id}"
