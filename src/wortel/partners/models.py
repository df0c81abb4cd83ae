from django.conf import settings
from django.db import models


class Partner(models.Model):
    """An organisation we depend on, such as a parcel carrier."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody who signs in on behalf of a partner."""

    agent = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return f"{self.agent} ({self.partner})"
