from django.urls import path

from wortel.api import views

urlpatterns = [
    path("api/openapi.json", views.openapi, name="api-openapi"),
    path("api/<path:route>", views.door, name="api"),
    path("settings/api/", views.tokens, name="api-tokens"),
    path("settings/api/reference/", views.reference, name="api-reference"),
    path("settings/api/<int:pk>/revocation/", views.revocations, name="api-token-revocation"),
]
