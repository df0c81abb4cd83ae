from django.db import models

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
