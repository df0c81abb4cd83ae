from django.urls import path

from wortel.portal.views import owner, question

urlpatterns = [
    path("o/<str:token>/", owner.owner, name="owner"),
    path("o/<str:token>/answers/", owner.answers, name="owner-answers"),
    path("contact/", question.question, name="question"),
    path("contact/thanks/", question.thanks, name="question-thanks"),
]
