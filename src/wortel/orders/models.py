from django.db import models
from django.utils.translation import gettext_lazy as _

from wortel.customers.models import Customer
from wortel.partners.models import Partner


class Order(models.Model):
    """What somebody bought."""

    code = models.CharField(max_length=100, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="orders")
    placed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=200, blank=True)
    amount_cents = models.BigIntegerField(null=True, blank=True)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["placed_at"], name="order_placed")]

    def __str__(self) -> str:
        return self.code


class Parcel(models.Model):
    """What was sent for an order: when we promised it and when it came."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="parcels")
    code = models.CharField(max_length=100, blank=True)
    carrier = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True)
    promised_from = models.DateTimeField(null=True, blank=True)
    promised_to = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "code"], name="parcel_once_per_order")]
        indexes = [
            models.Index(fields=["promised_to"], name="parcel_promised"),
            models.Index(fields=["code"], name="parcel_code"),
        ]

    def __str__(self) -> str:
        return self.code or f"{self.order}"


class ParcelStep(models.Model):
    """Something that happened to a parcel on its way."""

    class Kind(models.TextChoices):
        ANNOUNCED = "announced", _("Announced")
        DEPOT = "depot", _("At the depot")
        ON_ROUTE = "on_route", _("On its way")
        DELIVERED = "delivered", _("Delivered")
        MISSED = "missed", _("Not delivered")
        DAMAGED = "damaged", _("Damaged")

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    place = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["parcel", "kind", "at"], name="parcel_step_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
