"""Addresses of this room: where news is written and approved, and where people ask to be told by e-mail."""

from django.urls import path

from newsroom.views import subscribing, writing

app_name = "newsroom"

urlpatterns = [
    path("newsroom/", writing.items, name="items"),
    path("newsroom/begin/", writing.begin_news, name="begin-news"),
    path("newsroom/begin/<int:pk>/", writing.begin, name="begin"),
    path("newsroom/<int:pk>/", writing.item, name="item"),
    path("newsroom/<int:pk>/write/", writing.write, name="write"),
    path("newsroom/<int:pk>/notes/", writing.notes_again, name="notes-again"),
    path("newsroom/<int:pk>/put-forward/", writing.put_forward, name="put-forward"),
    path("newsroom/<int:pk>/approve/", writing.approve, name="approve"),
    path("newsroom/<int:pk>/send-back/", writing.send_back, name="send-back"),
    path("newsroom/<int:pk>/take-back/", writing.take_back, name="take-back"),
    path("newsroom/<int:pk>/withdraw/", writing.withdraw, name="withdraw"),
    path("newsroom/<int:pk>/correct/", writing.correct, name="correct"),
    path("subscribe/", subscribing.subscribe, name="subscribe"),
    path("subscribe/asked/", subscribing.asked, name="asked"),
    path("subscribe/confirm/<str:secret>/", subscribing.confirm, name="confirm"),
    path("subscriptions/left/", subscribing.left, name="left"),
    path("subscriptions/<str:secret>/", subscribing.subscription, name="subscription"),
    path("subscriptions/<str:secret>/leave/", subscribing.leave, name="leave"),
]
