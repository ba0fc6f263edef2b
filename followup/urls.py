"""Addresses of this room: where recommendations are written and followed."""

from django.urls import include, path

from followup.views import planning, recommending, reviewing, updating

team_pages = [
    path("reports/<int:pk>/", recommending.recommendations, name="recommendations"),
    path("reports/<int:pk>/add/", recommending.add, name="add"),
    path("reports/<int:pk>/places/", recommending.places, name="places"),
    path("recommendations/<int:pk>/", recommending.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/change/", recommending.change, name="change"),
    path("recommendations/<int:pk>/remove/", recommending.remove, name="remove"),
    path("recommendations/<int:pk>/text/", recommending.enter_text, name="enter-text"),
    path("recommendations/<int:pk>/judge/", recommending.judge, name="judge"),
    path("reports/<int:pk>/review/", reviewing.review, name="review"),
    path("reports/<int:pk>/review/begin/", reviewing.begin, name="begin-review"),
    path("reports/<int:pk>/review/table/", reviewing.table, name="review-table"),
    path("reviewed/<int:pk>/", reviewing.reviewed, name="reviewed"),
    path("reports/<int:pk>/plans/", planning.plans, name="plans"),
    path("reports/<int:pk>/plans/plans.csv", planning.plans_csv, name="plans-csv"),
    path("reports/<int:pk>/plans/open/", planning.open_plans, name="open-plans"),
    path("reports/<int:pk>/plans/body/", planning.open_for_a_body, name="open-for-a-body"),
    path("reports/<int:pk>/rounds/", planning.set_round, name="set-round"),
    path("rounds/<int:pk>/", planning.move_round, name="round"),
    path("plans/<int:pk>/", planning.plan, name="plan"),
    path("plans/<int:pk>/inspector/", planning.inspector, name="inspector"),
    path("plans/<int:pk>/actions/", planning.add_action, name="add-action"),
    path("plans/<int:pk>/answers/<int:recommendation>/", planning.answer, name="answer"),
    path("plans/<int:pk>/rounds/<int:number>/", planning.begin_update, name="begin-update"),
    path("actions/<int:pk>/", planning.action, name="action"),
    path("answers/<int:pk>/show/", planning.show_response, name="show-answer"),
    path("updates/<int:pk>/", updating.update, name="update"),
    path("updates/<int:pk>/sign-off/", updating.sign_off, name="sign-off"),
    path("updates/<int:pk>/show/", updating.show, name="show-update"),
    path("entries/<int:pk>/evidence/", updating.evidence, name="evidence"),
    path("entries/<int:pk>/view/", updating.view, name="view"),
    path("evidence/<int:pk>/", updating.download, name="download"),
    path("evidence/<int:pk>/take-out/", updating.take_out, name="take-out"),
]

urlpatterns = [
    path("follow-up/", include((team_pages, "followup"))),
]
