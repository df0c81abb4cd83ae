"""Every address, by front door. A door that is absent from here does not exist."""

from django.urls import URLPattern, URLResolver, include, path

from wortel.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("metrics", health.metrics),
    path("account/", include("allauth.account.urls")),
    path("account/two-factor/", include("allauth.mfa.urls")),
    path("", include("wortel.accounts.urls")),
    path("", include("wortel.ui.urls")),
    path("", include("wortel.insight.urls")),
    path("", include("wortel.api.urls")),
    path("", include("wortel.desk.urls")),
    path("", include("wortel.problems.urls")),
    path("", include("wortel.assist.urls")),
    path("", include("wortel.portal.urls")),
]
