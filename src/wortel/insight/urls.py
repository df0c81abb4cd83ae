from django.urls import path

from wortel.insight.views import bookings, contacts, figures, first_time, home, ledger, minutes, nature, packs, value
from wortel.insight.views.partners import cards, comparing, exporting, letters, risk

urlpatterns = [
    path("problems/meeting/<int:pk>/pdf/", minutes.as_pdf, name="meeting-pdf"),
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
    path("parcels/<int:pk>/packs/", packs.parcel, name="parcel-packs"),
    path("problems/<int:pk>/packs/", packs.problem, name="problem-packs"),
    path("packs/<int:pk>/zip/", packs.fetch, name="packs-fetch"),
    path("partners/", cards.partners, name="partners"),
    path("partners/compare/", comparing.compare, name="partners-compare"),
    path("partners/<int:pk>/", cards.partner, name="partner"),
    path("partners/<int:pk>/contacts/", cards.contacts, name="partner-contacts"),
    path("partners/<int:pk>/customers/", risk.of_partner, name="partner-at-risk"),
    path("problems/<int:pk>/at-risk/", risk.of_problem, name="problem-at-risk"),
    path("partners/<int:pk>/statements/<int:statement>/", letters.as_pdf, name="partner-statement"),
    path("partners/<int:pk>/csv/", exporting.as_csv, name="partner-csv"),
    path("partners/<int:pk>/pdf/", exporting.as_pdf, name="partner-pdf"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/csv/", ledger.as_csv, name="ledger-csv"),
    path("ledger/pdf/", ledger.as_pdf, name="ledger-pdf"),
    path("ledger/<slug:month>/owners/<int:owner>/csv/", bookings.lines, name="statement-csv"),
    path("ledger/<slug:month>/owners/<int:owner>/ubl/", bookings.invoice, name="statement-ubl"),
    path("ledger/<slug:month>/bookings/", bookings.bookings, name="ledger-bookings"),
    path("ledger/<slug:month>/invoices/", bookings.invoices, name="ledger-invoices"),
]
