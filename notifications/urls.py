from django.urls import path

from notifications import views

urlpatterns = [
    path("inbox/<int:pk>/", views.letter, name="letter"),
    path("manage/deliveries/<int:pk>/", views.delivery, name="delivery"),
]
