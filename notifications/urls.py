from django.conf import settings
from django.urls import path

from notifications import demo_views, views

app_name = "notifications"

ALWAYS = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.mark_all_read, name="mark_all_read"),
    path("inbox/e-mails/", views.preference, name="preference"),
    path("inbox/<int:pk>/", views.letter, name="letter"),
    path("inbox/<int:pk>/pdf/", views.letter_as_pdf, name="letter_as_pdf"),
    path("manage/deliveries/", views.deliveries, name="deliveries"),
    path("manage/deliveries/<int:pk>/", views.delivery, name="delivery"),
    path("manage/status/count-letters/", views.count, name="count"),
]
# These addresses do not exist where real people are written to.
IN_A_DEMONSTRATION = [
    path("demo/mail/", demo_views.caught_mails, name="caught_mails"),
    path("demo/mail/<int:pk>/", demo_views.caught_mail, name="caught_mail"),
]


def addresses(*, demo: bool) -> list:
    return ALWAYS + (IN_A_DEMONSTRATION if demo else [])


urlpatterns = addresses(demo=settings.DEMO)
