"""Addresses of documents that the portal makes. What people gave is handed out by the rooms that asked for it."""

from django.urls import path

from files import views

urlpatterns = [
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/progress/", views.document_progress, name="document_progress"),
    path("documents/<int:pk>/file/", views.document_file, name="document_file"),
    path("documents/<int:pk>/again/", views.make_again, name="document_again"),
]
