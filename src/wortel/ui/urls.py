from django.urls import path

from wortel.ui import views

urlpatterns = [
    path("ui/", views.sheet, name="ui"),
    path("ui/icons.svg", views.icons_svg, name="ui-icons"),
]
