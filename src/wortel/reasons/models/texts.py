from django.db import models

from wortel.contacts.models import Contact


class Encoder(models.Model):
    """A model that turns texts into vectors, with the way in which texts are made ready for it."""

    name = models.CharField(max_length=120, unique=True)
    since = models.DateTimeField()

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
