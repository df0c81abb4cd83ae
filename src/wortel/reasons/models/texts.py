from __future__ import annotations

from django.db import models

from wortel.contacts.models import Contact


class EncoderQuerySet(models.QuerySet["Encoder"]):
    def in_use(self) -> EncoderQuerySet:
        """The one whose vectors count comes first; another may read everything before it takes over."""
        return self.exclude(used_since=None).order_by("-used_since", "-pk")


class Encoder(models.Model):
    """A model that turns texts into vectors, with the way in which texts are made ready for it."""

    name = models.CharField(max_length=120, unique=True)
    # As the settings name it: where it lies, or empty for the one that comes with Wortel.
    folder = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField()
    used_since = models.DateTimeField(null=True)

    objects = EncoderQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class TextVector(models.Model):
    """What the words of a contact mean, as numbers of two bytes. It says as much of a person as the words do.

    The database removes it with the contact, and as soon as its words are changed or erased.
    """

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="vectors")
    encoder = models.ForeignKey(Encoder, on_delete=models.CASCADE, related_name="vectors")
    language = models.CharField(max_length=2)
    vector = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "encoder"], name="one_vector_a_model")]

    def __str__(self) -> str:
        return f"{self.contact_id} by {self.encoder_id}"
