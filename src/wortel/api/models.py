from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a token may do; one that is not named may not."""

    ORDERS_WRITE = "orders:write", _("Send orders, parcels and their steps")
    CUSTOMERS_WRITE = "customers:write", _("Send customers")
    CONTACTS_WRITE = "contacts:write", _("Send contacts")
    WORK_WRITE = "work:write", _("Send minutes of work behind contacts")
    CONTACTS_READ = "contacts:read", _("Read contacts with their text")
    CASES_READ = "cases:read", _("Read cases")
    PROBLEMS_READ = "problems:read", _("Read causes")
    FIGURES_READ = "figures:read", _("Read figures and the ledger")
    EVENTS_READ = "events:read", _("Read what happened, numbers only")


class ApiToken(models.Model):
    """A key with which another system comes in. Only its hash is kept: who loses it makes a new one."""

    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    start = models.CharField(max_length=16)
    scopes = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    def is_valid(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at

    def allows(self, scope: str) -> bool:
        return scope in self.scopes

    @property
    def scope_words(self) -> list[str]:
        return [str(Scope(scope).label) for scope in self.scopes if scope in Scope.values]
