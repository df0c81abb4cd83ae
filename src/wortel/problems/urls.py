from django.urls import path

from wortel.problems.views import board, contacts, doing, owning, page, register

urlpatterns = [
    path("problems/", board.board, name="problems"),
    path("problems/new/", board.begin, name="problem-new"),
    path("problems/notices/read/", board.read_notices, name="problem-notices"),
    path("problems/<int:pk>/", page.problem, name="problem"),
    path("problems/<int:pk>/contacts/", contacts.contacts, name="problem-contacts"),
    path("problems/<int:pk>/flags/<int:flag>/", contacts.relate, name="problem-flag"),
    path("problems/<int:pk>/flags/<int:flag>/removal/", contacts.unrelate, name="problem-flag-removal"),
    path("problems/<int:pk>/owners/", owning.assign, name="problem-owners"),
    path("problems/<int:pk>/owners/<int:owner>/removal/", owning.release, name="problem-owner-removal"),
    path("problems/<int:pk>/links/", owning.make_link, name="problem-links"),
    path("problems/<int:pk>/links/<int:link>/removal/", owning.revoke, name="problem-link-removal"),
    path("problems/<int:pk>/actions/", doing.add_action, name="problem-actions"),
    path("problems/<int:pk>/actions/<int:action>/completion/", doing.finish_action, name="problem-action-completion"),
    path("problems/<int:pk>/actions/<int:action>/removal/", doing.drop_action, name="problem-action-removal"),
    path("problems/<int:pk>/fixes/", doing.record_fix, name="problem-fixes"),
    path("problems/<int:pk>/fixes/<int:fix>/withdrawal/", doing.withdraw_fix, name="problem-fix-withdrawal"),
    path("problems/<int:pk>/fixes/<int:fix>/effects/", doing.measure, name="problem-effects"),
    path("problems/<int:pk>/closures/", doing.close, name="problem-closures"),
    path("problems/<int:pk>/closures/<int:closure>/removal/", doing.undo_closing, name="problem-closure-removal"),
    path("problems/<int:pk>/merges/", doing.merge, name="problem-merges"),
    path("problems/<int:pk>/merges/<int:merge>/removal/", doing.split, name="problem-merge-removal"),
    path("processes/", register.processes, name="processes"),
    path("processes/new/", register.add_process, name="process-new"),
    path("processes/<int:pk>/", register.edit_process, name="process"),
    path("owners/new/", register.add_owner, name="owner-new"),
    path("owners/<int:pk>/", register.edit_owner, name="owner-edit"),
]
