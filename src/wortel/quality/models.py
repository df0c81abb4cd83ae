from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wortel.contacts.models import Contact
from wortel.reasons.models import Driver, Reason

ASKED = Q(driver__isnull=False) | Q(reason__isnull=False)


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
    """What customers who asked the same were answered lately, in one language: the variants, and how often each.

    The same is a driver, with the reason of most of its contacts. What belongs to none is taken together by reason.
    Texts are kept without names or numbers, and without who wrote them; of too few answers nothing but how many.
    """

    driver = models.ForeignKey(Driver, on_delete=models.CASCADE, null=True, related_name="samenesses")
    reason = models.ForeignKey(Reason, on_delete=models.CASCADE, null=True, related_name="samenesses")
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
        constraints = [
            models.UniqueConstraint(fields=["driver", "language"], name="sameness_of_driver_once"),
            models.UniqueConstraint(
                fields=["reason", "language"], condition=Q(driver=None), name="sameness_of_reason_once"
            ),
            models.CheckConstraint(condition=ASKED, name="sameness_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.language}: {self.different}"

    @property
    def question(self) -> str:
        return str(self.driver or self.reason)


class Conflict(models.Model):
    """Answers to one question that promise different things, as last found. A ruling is a row of its own.

    The question is a driver or else a reason, as of `Sameness`; `values` holds for each promise how often it was made,
    its words, and one sentence without names or numbers.
    """

    class Kind(models.TextChoices):
        TERM = "term", _("a term")
        DATE = "date", _("a last day")
        AMOUNT = "amount", _("an amount")
        SHARE = "share", _("a percentage")
        ANSWER = "answer", _("yes or no")
        ARTICLE = "article", _("another article")

    driver = models.ForeignKey(Driver, on_delete=models.CASCADE, null=True, related_name="conflicts")
    reason = models.ForeignKey(Reason, on_delete=models.CASCADE, null=True, related_name="conflicts")
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

    class Meta:
        constraints = [models.CheckConstraint(condition=ASKED, name="conflict_of_something")]

    def __str__(self) -> str:
        return f"{self.question} {self.kind}: {' | '.join(str(value['words']) for value in self.values)}"

    @property
    def question(self) -> str:
        return str(self.driver or self.reason)


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
