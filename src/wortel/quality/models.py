from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wortel.contacts.models import Contact
from wortel.reasons.models import Reason


class Answer(models.Model):
    """One answer of a customer to one survey question about one contact."""

    class Question(models.TextChoices):
        CSAT = "csat", "CSAT"
        NPS = "nps", "NPS"
        CES = "ces", "CES"
        FRIENDLINESS = "friendliness", "friendliness"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=12, choices=Question.choices)
    score = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "question"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.question} {self.score}"


class Sameness(models.Model):
    """What customers with one reason were answered lately, in one language: how many variants, and how often each.

    Texts are kept without names or numbers, and without who wrote them.
    """

    reason = models.ForeignKey(Reason, on_delete=models.CASCADE, related_name="samenesses")
    language = models.CharField(max_length=2)
    answers = models.PositiveIntegerField()
    different = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    most_given = models.FloatField(null=True)
    variants = models.JSONField(default=list)
    since = models.DateField()
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reason", "language"], name="sameness_once")]

    def __str__(self) -> str:
        return f"{self.reason_id} {self.language}: {self.different}"


class Conflict(models.Model):
    """Answers to one question that promise different things, as last found. A ruling is a row of its own.

    `values` holds for each promise how often it was made, its words, and one sentence without names or numbers.
    """

    class Kind(models.TextChoices):
        TERM = "term", _("a term")
        AMOUNT = "amount", _("an amount")
        SHARE = "share", _("a percentage")
        ANSWER = "answer", _("yes or no")
        ARTICLE = "article", _("another article")

    reason = models.ForeignKey(Reason, on_delete=models.CASCADE, related_name="conflicts")
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    about = models.JSONField(default=list)
    values = models.JSONField(default=list)
    answers = models.PositiveIntegerField()
    different = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.reason_id} {self.kind}: {' | '.join(str(value['words']) for value in self.values)}"


class Ruling(models.Model):
    """What somebody decided about a conflict. It stands until it is taken back or new answers speak against it."""

    class Choice(models.TextChoices):
        KEEP = "keep", _("It may stay so")
        RIGHT = "right", _("One of them is right")
        BOTH = "both", _("Both are right")

    conflict = models.ForeignKey(Conflict, on_delete=models.CASCADE, related_name="rulings")
    choice = models.CharField(max_length=5, choices=Choice.choices)
    right = models.CharField(max_length=120, blank=True)
    why = models.CharField(max_length=500, blank=True)
    known = models.JSONField(default=list)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conflict"], condition=Q(ended_at=None), name="one_standing_ruling"),
            models.CheckConstraint(condition=~Q(choice="right") | ~Q(right=""), name="right_names_a_value"),
            models.CheckConstraint(condition=~Q(choice="both") | ~Q(why=""), name="both_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.choice} {self.right}"
