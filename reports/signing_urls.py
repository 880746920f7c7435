"""Addresses of the sign-off; included by ``reports.urls``."""

from django.urls import path

from reports.views import signing

urlpatterns = [
    path("staff/<slug:agency>/inbox/", signing.inbox, name="inbox"),
    path("staff/<slug:agency>/reports/<int:report_id>/sign/", signing.report_sign, name="report_sign"),
    path("staff/<slug:agency>/reports/<int:report_id>/move/", signing.report_move, name="report_move"),
]
