from django.urls import path

from wortel.insight.views import contacts, first_time, home, ledger, nature

urlpatterns = [
    path("", home.home, name="home"),
    path("insight/", nature.insight, name="insight"),
    path("insight/nature/", nature.nature, name="insight-nature"),
    path("insight/first-time/", first_time.first_time, name="insight-first-time"),
    path("insight/contacts/", contacts.contacts, name="insight-contacts"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/csv/", ledger.as_csv, name="ledger-csv"),
    path("ledger/pdf/", ledger.as_pdf, name="ledger-pdf"),
]
