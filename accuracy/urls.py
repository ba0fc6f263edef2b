from django.urls import include, path

from accuracy.views import checking, deciding, holding, office

embargo_pages = [
    # Those who release.
    path("drafting/editions/<int:pk>/copies/", office.copies, name="copies"),
    path("drafting/editions/<int:pk>/copies/words/", office.words, name="words"),
    path("drafting/editions/<int:pk>/copies/seats/", office.give_to_seated, name="give-to-seated"),
    path("drafting/editions/<int:pk>/copies/give/", office.give, name="give"),
    path("drafting/editions/<int:pk>/copies/remind/", office.remind, name="remind"),
    path("drafting/editions/<int:pk>/copies/copies.csv", office.copies_csv, name="copies-csv"),
    path("drafting/editions/<int:pk>/copies/openings.csv", office.openings_csv, name="openings-csv"),
    path("drafting/copies/<int:pk>/", office.holder, name="holder"),
    path("drafting/copies/<int:pk>/again/", office.write_again, name="write-again"),
    path("drafting/copies/<int:pk>/take-back/", office.take_back, name="take-back"),
    # Whoever holds a copy.
    path("embargoed/<str:key>/", holding.copy, name="copy"),
    path("embargoed/<str:key>/acknowledge/", holding.acknowledge, name="acknowledge"),
    path("embargoed/<str:key>/copy.pdf", holding.pdf, name="pdf"),
    path("embargoed/<str:key>/data/<str:name>", holding.data, name="data"),
]

check_pages = [
    # The partnership.
    path("facts/<int:pk>/", checking.check, name="check"),
    path("facts/<int:pk>/comment/<slug:anchor>/", checking.add_comment, name="add-comment"),
    path("facts/<int:pk>/put-forward/", checking.put_forward, name="put-forward"),
    path("facts/<int:pk>/take-back/", checking.take_back, name="take-back"),
    path("facts/<int:pk>/sign-off/", checking.sign_off, name="sign-off"),
    path("facts/<int:pk>/send-back/", checking.send_back, name="send-back"),
    path("facts/<int:pk>/more-time/", checking.more_time, name="more-time"),
    path("facts/<int:pk>/receipt/", checking.receipt, name="receipt"),
    path("facts/<int:pk>/receipt/pdf/", checking.receipt_pdf, name="receipt-pdf"),
    path("facts/<int:pk>/response/", checking.response_page, name="response"),
    path("facts/<int:pk>/response/pdf/", checking.response_pdf, name="response-pdf"),
    path("facts/<int:pk>/response.docx", checking.response_word, name="response-word"),
    path("facts/comments/<int:pk>/", checking.comment, name="comment"),
    path("facts/comments/<int:pk>/remove/", checking.remove_comment, name="remove-comment"),
    path("facts/comments/<int:pk>/files/", checking.add_files, name="add-files"),
    path("facts/files/<int:pk>/", checking.file, name="file"),
    path("facts/files/<int:pk>/remove/", checking.remove_file, name="remove-file"),
    # The team.
    path("drafting/<int:pk>/facts/", deciding.checks, name="checks"),
    path("drafting/<int:pk>/facts/send/", deciding.send, name="send"),
    path("deciding/<int:pk>/", deciding.decisions, name="decisions"),
    path("deciding/<int:pk>/response/", deciding.send_response, name="send-response"),
    path("deciding/<int:pk>/withdraw/", deciding.withdraw, name="withdraw"),
    path("deciding/<int:pk>/since/", deciding.since, name="since"),
    path("deciding/comments/<int:pk>/", deciding.decide, name="decide"),
    path("deciding/more-time/<int:pk>/", deciding.decide_time, name="decide-time"),
]

urlpatterns = [
    path("", include((embargo_pages, "embargo"))),
    path("", include((check_pages, "accuracy"))),
]
