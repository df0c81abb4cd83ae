"""The question that comes next, and what is said so that nobody has to ask it."""

from django.db import models

from wortel.contacts.models import Contact
from wortel.reasons.models import Reason


class NextIssue(models.Model):
    """After one reason customers surely come back with another one more often than by chance."""

    reason = models.ForeignKey(Reason, on_delete=models.CASCADE, related_name="+")
    next_reason = models.ForeignKey(Reason, on_delete=models.CASCADE, related_name="+")
    times = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    share = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    base = models.FloatField()
    text_nl = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    learned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reason", "next_reason"], name="next_issue_once")]

    def __str__(self) -> str:
        return f"{self.reason_id} → {self.next_reason_id}"


class Suggestion(models.Model):
    """It was suggested to answer the next question too. It keeps no colleague: nobody's choices are counted."""

    next_issue = models.ForeignKey(NextIssue, on_delete=models.CASCADE, related_name="suggestions")
    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="suggestion")
    shown_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ignored_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.next_issue_id} for {self.contact_id}"
