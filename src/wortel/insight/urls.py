from django.urls import path

from wortel.insight.views import contacts, figures, first_time, home, ledger, nature, value

urlpatterns = [
    path("", home.home, name="home"),
    path("insight/", nature.insight, name="insight"),
    path("insight/nature/", nature.nature, name="insight-nature"),
    path("insight/first-time/", first_time.first_time, name="insight-first-time"),
    path("insight/value/", value.value, name="insight-value"),
    path("insight/value/reasons/<int:pk>/", value.judge, name="insight-value-reason"),
    path("insight/figures/", figures.figures, name="insight-figures"),
    path("insight/figures/pdf/", figures.as_pdf, name="insight-figures-pdf"),
    path("insight/figures/csv/", figures.as_csv, name="insight-figures-csv"),
    path("insight/contacts/", contacts.contacts, name="insight-contacts"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/csv/", ledger.as_csv, name="ledger-csv"),
    path("ledger/pdf/", ledger.as_pdf, name="ledger-pdf"),
]
