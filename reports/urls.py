"""Addresses of reports and of a year's printed words, below an agency's work."""

from django.urls import include, path

from reports.views import reports, scores, snapshots, texts

report_patterns = [
    path("", reports.report_list, name="report_list"),
    path("new/", reports.report_new, name="report_new"),
    path("<int:report_id>/", reports.report_detail, name="report_detail"),
    path("<int:report_id>/preview/", reports.report_preview, name="report_preview"),
    path("<int:report_id>/compose/", reports.report_compose, name="report_compose"),
    path("<int:report_id>/snapshots/<int:number>/", snapshots.snapshot_pdf, name="snapshot_pdf"),
    path("<int:report_id>/snapshots/<int:number>/status/", snapshots.snapshot_status, name="snapshot_status"),
]

text_patterns = [
    path("", texts.text_edit, name="text_edit"),
    path("sign-off/", texts.sign_off_lines_edit, name="sign_off_lines_edit"),
    path("memo/", texts.memo_edit, name="memo_edit"),
]

score_patterns = [
    path("", scores.score_list, name="score_list"),
    path("<int:score_id>/", scores.score_edit, name="score_edit"),
]

urlpatterns = [
    path("", include("reports.signing_urls")),
    path("staff/<slug:agency>/reports/", include(report_patterns)),
    path("staff/<slug:agency>/<int:year>/texts/", include(text_patterns)),
    path("staff/<slug:agency>/<int:year>/scores/printed/", include(score_patterns)),
]
