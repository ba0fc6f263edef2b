"""Addresses: returns for a partnership, reading for the team."""

from django.urls import path

from inspections.views import conversation, documents, reading, receipts, returns, sending

app_name = "inspections"

urlpatterns = [
    path("returns/<int:pk>/", returns.return_page, name="return"),
    path("returns/<int:pk>/documents/", documents.documents, name="documents"),
    path("returns/<int:pk>/add/", documents.add_many, name="add"),
    path("returns/<int:pk>/add/<slug:answers>/", documents.add_under, name="add-under"),
    path("returns/<int:pk>/sort/", documents.sort, name="sort"),
    path("returns/<int:pk>/note/", returns.save_note, name="note"),
    path("returns/<int:pk>/note/keep/<int:aside>/", returns.keep_saved_note, name="keep-note"),
    path("returns/<int:pk>/new-version/", sending.new_version, name="new-version"),
    path("returns/<int:pk>/check/", sending.check, name="check"),
    path("returns/<int:pk>/sign-off/", sending.sign_off, name="sign-off"),
    path("returns/<int:pk>/take-back/", sending.take_back, name="take-back"),
    path("returns/<int:pk>/nothing/", sending.nothing_to_send, name="nothing"),
    path("returns/<int:pk>/more-time/", conversation.more_time_page, name="more-time"),
    path("returns/<int:pk>/thread/", conversation.thread, name="thread"),
    path("returns/<int:pk>/receipt/<int:number>/", receipts.receipt, name="receipt"),
    path("returns/<int:pk>/receipt/<int:number>/pdf/", receipts.receipt_pdf, name="receipt-pdf"),
    path("returns/<int:pk>/versions/<int:before>/<int:after>/", receipts.compare, name="compare"),
    path("returns/documents/<int:pk>/", documents.download, name="document"),
    path("returns/documents/<int:pk>/remove/", documents.remove, name="remove"),
    path("returns/more-time/<int:pk>/withdraw/", conversation.withdraw_wish, name="withdraw-more-time"),
    path("reading/<slug:slug>/", reading.came_in, name="reading"),
    path("reading/<slug:slug>/returns.csv", reading.came_in_as_csv, name="reading-csv"),
    path("reading/<slug:slug>/returns.xlsx", reading.came_in_as_excel, name="reading-excel"),
    path("reading/returns/<int:pk>/", reading.one_return, name="read"),
    path("reading/returns/<int:pk>/query/", reading.query, name="query"),
    path("reading/returns/<int:pk>/accept/", reading.accept, name="accept"),
    path("reading/returns/<int:pk>/reopen/", reading.reopen, name="reopen"),
    path("reading/extensions/<int:pk>/", reading.decide, name="decide"),
]
