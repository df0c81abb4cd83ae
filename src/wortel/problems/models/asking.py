"""What was asked of whom, by when an answer was promised, and who was reminded."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wortel.channels.models import Delivery
from wortel.problems.models.ownership import OwnerAnswer
from wortel.problems.models.problem import Problem
from wortel.problems.models.register import Accountable, ProcessOwner


class Agreement(models.Model):
    """What is agreed with owners: within how many working days they answer, and when our mail may reach them."""

    answer_days = models.PositiveSmallIntegerField(default=5)
    reminder_days = models.PositiveSmallIntegerField(default=3)
    our_days = models.PositiveSmallIntegerField(default=2)
    least_contacts = models.PositiveSmallIntegerField(default=3)
    mail_from_hour = models.PositiveSmallIntegerField(default=8)
    mail_until_hour = models.PositiveSmallIntegerField(default=18)
    has_reminders = models.BooleanField(default=True)
    has_digest = models.BooleanField(default=True)
    digest_weekday = models.PositiveSmallIntegerField(default=0)
    digest_hour = models.PositiveSmallIntegerField(default=8)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_agreement"),
            models.CheckConstraint(
                condition=Q(mail_from_hour__lt=F("mail_until_hour"), mail_until_hour__lte=24), name="mail_hours"
            ),
            models.CheckConstraint(condition=Q(digest_weekday__lte=6, digest_hour__lte=23), name="digest_moment"),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, reminder_days__gte=1, our_days__gte=1), name="at_least_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_days} d"


class OwnerRequest(models.Model):
    """Something asked, with the day before which an answer is promised. An owner may ask us something too."""

    class Kind(models.TextChoices):
        TAKE_ON = "take_on", _("Do you take this on?")
        IS_DONE = "is_done", _("Is it done?")
        QUESTION = "question", _("Question of customer service")
        BACK = "back", _("Question of the owner")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="requests")
    owner = models.ForeignKey(ProcessOwner, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(max_length=1000, blank=True)
    asked_by = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.ForeignKey(OwnerAnswer, on_delete=models.SET_NULL, null=True, related_name="requests")
    reply = models.CharField(max_length=2000, blank=True)
    replied_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "owner", "kind"],
                condition=Q(answered_at=None, dropped_at=None, kind__in=["take_on", "is_done"]),
                name="asked_once_at_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(answered_at=None, dropped_at=None), name="request_open"),
            models.Index(fields=["owner", "asked_at"], name="request_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.problem_id} to {self.owner_id}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.dropped_at is None

    @property
    def is_ours(self) -> bool:
        """Customer service has to answer this one."""
        return self.kind == self.Kind.BACK


class Reminder(models.Model):
    """Somebody was reminded of a request: the person, then the deputy, then the head. Each at most once."""

    request = models.ForeignKey(OwnerRequest, on_delete=models.CASCADE, related_name="reminders")
    part = models.CharField(max_length=6, choices=Accountable.Part.choices)
    person = models.ForeignKey(Accountable, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    delivery = models.ForeignKey(Delivery, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "part"], name="reminded_once_per_part")]

    def __str__(self) -> str:
        return f"{self.name} of {self.request_id}"


class Digest(models.Model):
    """The week in plain words, sent to whoever answers for an owner. One a week, whatever restarts."""

    owner = models.ForeignKey(ProcessOwner, on_delete=models.CASCADE, related_name="digests")
    week = models.DateField()
    person = models.ForeignKey(Accountable, on_delete=models.SET_NULL, null=True, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "week"], name="one_digest_a_week")]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.week}"
