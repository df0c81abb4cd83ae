from django.db import models

from wortel.contacts.models import Contact
from wortel.reasons.models.texts import Encoder


class Lesson(models.Model):
    """What meaning and wording together were taught by the reasons that people gave; one row.

    `trial` is how well it did on texts it had not learned from, when that was last tried.
    """

    encoder = models.ForeignKey(Encoder, on_delete=models.CASCADE, related_name="+")
    learned_from = models.PositiveIntegerField()
    packed = models.BinaryField()
    at = models.DateTimeField()
    trial = models.JSONField(null=True)
    tried_on = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"learned from {self.learned_from}"


class Guess(models.Model):
    """What a lesson made of a contact: the likeliest reasons, and why the first.

    `choices` are numbers of reasons with their chance, `alike` numbers of contacts. It leaves with its contact.
    """

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="guess")
    choices = models.JSONField()
    is_sure = models.BooleanField()
    is_strange = models.BooleanField()
    words = models.JSONField()
    alike = models.JSONField()
    lesson = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.choices} for {self.contact_id}"
