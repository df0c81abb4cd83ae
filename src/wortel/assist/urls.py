from django.urls import path

from wortel.assist import views

urlpatterns = [
    path("cases/<int:pk>/errands/", views.of_case, name="case-errands"),
    path("insight/drivers/<int:pk>/errands/", views.of_driver, name="driver-errands"),
    path("settings/assist/trials/", views.trials, name="assist-trials"),
    path("errands/<int:pk>/", views.errand, name="errand"),
]
