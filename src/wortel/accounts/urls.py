from django.urls import path

from wortel.accounts import views

urlpatterns = [
    path("start/<str:token>/", views.start, name="start"),
    path("account/second-step/", views.second_step, name="second-step"),
    path("account/demo/", views.demo_entry, name="demo-entry"),
    path("settings/appearance/", views.appearance, name="appearance"),
]
