"""Addresses of the sign-off; included by ``reports.urls``."""

from django.urls import path

from reports.views import signing

urlpatterns = [
    path("work/<slug:agency>/inbox/", signing.inbox, name="inbox"),
    path("work/<slug:agency>/reports/<int:report_id>/sign/", signing.report_sign, name="report_sign"),
    path("work/<slug:agency>/reports/<int:report_id>/move/", signing.report_move, name="report_move"),
]
