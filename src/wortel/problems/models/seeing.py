"""What people at work see of a cause without a customer saying it, and why they think it happens."""

from django.conf import settings
from django.db import models

from wortel.contacts.models import Contact
from wortel.orders.models import Order
from wortel.problems.models.problem import Problem


class Sighting(models.Model):
    """Somebody saw a cause at work: at an order, at the counter, at the depot. It is no contact and counts as none."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="sightings")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, null=True, related_name="sightings")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="sightings")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["problem", "-at"], name="sighting_problem_at")]
        constraints = [models.UniqueConstraint(fields=["problem", "order"], name="sighting_once_per_order")]

    def __str__(self) -> str:
        return f"{self.order_id} → {self.problem_id}"


class Hunch(models.Model):
    """One line on why it happens, from whoever reported it: optional, and evidence for whoever looks for the cause."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="hunches")
    sighting = models.OneToOneField(Sighting, on_delete=models.CASCADE, null=True, related_name="hunch")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="hunches")
    text = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "agent"], name="hunch_once"),
            models.CheckConstraint(
                condition=models.Q(contact__isnull=False) | models.Q(sighting__isnull=False),
                name="hunch_is_about_a_report",
            ),
        ]

    def __str__(self) -> str:
        return self.text
