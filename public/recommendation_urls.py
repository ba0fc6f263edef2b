"""Addresses of what everybody reads of recommendations."""

from django.urls import path

from public.views import recommendations

app_name = "recommendations"

urlpatterns = [
    path("recommendations/", recommendations.progress, name="progress"),
    path("recommendations/recommendations.csv", recommendations.progress_data, name="progress-data"),
    path("recommendations/data-dictionary.csv", recommendations.dictionary, name="dictionary"),
    path("reports/<slug:slug>/recommendations/", recommendations.report, name="report"),
    path("reports/<slug:slug>/recommendations/recommendations.csv", recommendations.report_data, name="report-data"),
]
