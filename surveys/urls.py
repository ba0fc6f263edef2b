"""Addresses of surveys: where respondents answer, where partnerships share, where the team sees what has come."""

from django.urls import path

from surveys.views import answering, replying, results, sharing, spreadsheets, team, trying, writing

app_name = "surveys"

urlpatterns = [
    # Respondents: nothing of who asks is read or noted below /s/ (surveys.without_trace).
    path("s/<str:words>/", answering.start, name="answer"),
    path("s/<str:words>/thanks/", answering.thanks, name="thanks"),
    path("s/<str:words>/<str:number>/check/", answering.check, name="check"),
    path("s/<str:words>/<str:number>/leave/", answering.leave, name="leave"),
    path("s/<str:words>/<str:number>/q/<slug:sheet>/", answering.sheet, name="sheet"),
    # A partnership.
    path("taking-part/<int:pk>/surveys/<slug:survey>/", sharing.share, name="share"),
    path("taking-part/<int:pk>/surveys/<slug:survey>/<int:link>/poster/", sharing.poster, name="poster"),
    path("taking-part/<int:pk>/surveys/<slug:survey>/<int:link>/paper/", sharing.paper, name="link-paper"),
    path("survey-replies/<int:pk>/", replying.reply, name="reply"),
    path("survey-replies/<int:pk>/q/<slug:sheet>/", replying.sheet, name="reply-sheet"),
    path("survey-replies/<int:pk>/put-forward/", replying.put_forward, name="put-forward"),
    path("survey-replies/<int:pk>/sign-off/", replying.sign_off, name="sign-off"),
    path("survey-replies/<int:pk>/send-back/", replying.send_back, name="send-back"),
    path("survey-replies/<int:pk>/send/", replying.send, name="send"),
    path("survey-replies/<int:pk>/correct/", replying.correct, name="correct"),
    path("survey-replies/<int:pk>/receipt/", replying.receipt, name="receipt"),
    path("survey-replies/<int:pk>/receipt/pdf/", replying.receipt_pdf, name="receipt-pdf"),
    path("taking-part/<int:pk>/surveys/<slug:survey>/who-writes/<slug:kind>/", replying.writers, name="writers"),
    path(
        "taking-part/<int:pk>/surveys/<slug:survey>/who-writes/<slug:kind>/<int:writer>/",
        replying.let_go,
        name="let-go",
    ),
    # The team.
    path("work/<slug:slug>/surveys/", team.surveys, name="surveys"),
    path("work/<slug:slug>/surveys/<slug:survey>/", team.survey, name="survey"),
    path("work/<slug:slug>/surveys/<slug:survey>/responses.csv", team.responses_as_csv, name="responses-csv"),
    path("work/<slug:slug>/surveys/<slug:survey>/links/<int:link>/", sharing.link, name="link"),
    path("work/<slug:slug>/surveys/<slug:survey>/links/<int:link>/poster/", sharing.link_poster, name="link-poster"),
    path("work/<slug:slug>/surveys/<slug:survey>/results/", results.results, name="results"),
    path("work/<slug:slug>/surveys/<slug:survey>/results.csv", results.results_as_csv, name="results-csv"),
    path("work/<slug:slug>/surveys/<slug:survey>/try/", trying.try_it, name="try"),
    path("work/<slug:slug>/surveys/<slug:survey>/paper/", writing.paper, name="paper"),
    path("work/<slug:slug>/surveys/<slug:survey>/questions.xlsx", spreadsheets.take, name="take"),
    path(
        "work/<slug:slug>/surveys/<slug:survey>/in-the-making.xlsx",
        spreadsheets.take_in_the_making,
        name="take-in-the-making",
    ),
    path("work/<slug:slug>/surveys/<slug:survey>/bring/", spreadsheets.bring, name="bring"),
    path("work/<slug:slug>/surveys/<slug:survey>/questions/", writing.questions, name="questions"),
    path("work/<slug:slug>/surveys/<slug:survey>/questions/words/", writing.settings, name="words"),
    path("work/<slug:slug>/surveys/<slug:survey>/questions/add/", writing.section, name="add-section"),
    path("work/<slug:slug>/surveys/<slug:survey>/questions/add/<slug:section>/", writing.question, name="add-question"),
    # Keys stand below a part of their own, so that none of them hides one of the pages above.
    path("work/<slug:slug>/surveys/<slug:survey>/questions/in/<slug:section>/", writing.section, name="section"),
    path(
        "work/<slug:slug>/surveys/<slug:survey>/questions/in/<slug:section>/<slug:question>/",
        writing.question,
        name="question",
    ),
]
