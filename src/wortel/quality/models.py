from django.db import models

from wortel.contacts.models import Contact


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
