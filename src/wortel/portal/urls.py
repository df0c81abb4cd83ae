from django.urls import path

from wortel.portal.views import digest, owner, question, scorecard, statement, told

urlpatterns = [
    path("o/digests/<str:key>/", digest.stop, name="digest-stop"),
    path("o/<str:token>/", owner.owner, name="owner"),
    path("o/<str:token>/scorecard/", scorecard.scorecard, name="owner-scorecard"),
    path("o/<str:token>/answers/", owner.answers, name="owner-answers"),
    path("o/<str:token>/problems/<int:pk>/", owner.problem, name="owner-problem"),
    path("o/<str:token>/problems/<int:pk>/answers/", owner.answers, name="owner-problem-answers"),
    path("o/<str:token>/problems/<int:pk>/questions/", owner.questions, name="owner-questions"),
    path("o/<str:token>/requests/<int:pk>/reply/", owner.replies, name="owner-reply"),
    path("t/<str:token>/", told.told, name="told"),
    path("t/<str:token>/stop/", told.stop, name="told-stop"),
    path("o/<str:token>/statements/", statement.statements, name="owner-statements"),
    path("o/<str:token>/statements/<slug:month>/", statement.statement, name="owner-statement"),
    path("o/<str:token>/statements/<slug:month>/pdf/", statement.as_pdf, name="owner-statement-pdf"),
    path("o/<str:token>/statements/<slug:month>/csv/", statement.as_csv, name="owner-statement-csv"),
    path("o/<str:token>/statements/<slug:month>/objections/", statement.objections, name="owner-objections"),
    path("contact/", question.question, name="question"),
    path("contact/thanks/", question.thanks, name="question-thanks"),
]
