"""Addresses of an agency's years and what is recorded in them."""

from django.urls import URLPattern, path

from measures.views import carried, cells, entries, filing, indicators, measures, oit, results, years

STAFF = "staff/<slug:agency>/"
YEAR = f"{STAFF}<int:year>/"

urlpatterns: list[URLPattern] = [
    path(f"{STAFF}years/", years.year_list, name="year_list"),
    path(f"{STAFF}years/new/", years.year_new, name="year_new"),
    path(YEAR, years.year_home, name="year_home"),
    path(f"{YEAR}items/", years.year_items, name="year_items"),
    path(f"{YEAR}carried/", carried.year_carried, name="year_carried"),
    path(f"{YEAR}measures/", measures.measure_list, name="measure_list"),
    path(f"{YEAR}measures/new/", measures.measure_new, name="measure_new"),
    path(f"{YEAR}measures/<int:measure_id>/", measures.measure_edit, name="measure_edit"),
    path(f"{YEAR}measures/<int:measure_id>/delete/", measures.measure_delete, name="measure_delete"),
    path(f"{YEAR}measures/<int:measure_id>/move/", measures.measure_move, name="measure_move"),
    path(f"{YEAR}measures/<int:measure_id>/results/<slug:round>/", results.result_edit, name="result_edit"),
    path(f"{YEAR}activities/<int:activity_id>/diary/<slug:round>/", entries.entry_list, name="entry_list"),
    path(f"{YEAR}activities/<int:activity_id>/diary/<slug:round>/copy/", entries.entry_copy, name="entry_copy"),
    path(f"{YEAR}diary/<int:entry_id>/", entries.entry_edit, name="entry_edit"),
    path(f"{YEAR}diary/<int:entry_id>/delete/", entries.entry_delete, name="entry_delete"),
    path(f"{YEAR}oit/", oit.oit_list, name="oit_list"),
    path(f"{YEAR}oit/<int:disclosure_id>/", oit.oit_edit, name="oit_edit"),
    path(f"{YEAR}oit/<int:disclosure_id>/ticks/", filing.oit_ticks, name="oit_ticks"),
    path(f"{YEAR}itas/", filing.itas_sheet, name="itas_sheet"),
    path(f"{YEAR}itas/file/", filing.itas_file, name="itas_file"),
    path(f"{YEAR}itas/filed/", filing.filing_new, name="filing_new"),
    path(f"{YEAR}itas/filed/<int:filing_id>/", filing.filing_detail, name="filing_detail"),
    path(f"{YEAR}indicators/", indicators.indicator_list, name="indicator_list"),
    path(f"{YEAR}indicators/<int:indicator_id>/", indicators.indicator_edit, name="indicator_edit"),
    path(f"{YEAR}cells/measures/<int:measure_id>/", cells.measure_cell, name="measure_cell"),
    path(f"{YEAR}cells/activities/<int:activity_id>/", cells.activity_cell, name="activity_cell"),
    path(f"{YEAR}cells/activities/<int:activity_id>/<slug:round>/", cells.result_cell, name="result_cell"),
    path(f"{YEAR}cells/indicators/<int:indicator_id>/", cells.indicator_cell, name="indicator_cell"),
    path(f"{YEAR}cells/oit/<int:disclosure_id>/", cells.disclosure_cell, name="disclosure_cell"),
    path(f"{YEAR}cells/oit/<int:disclosure_id>/links/<int:link_id>/", cells.link_cell, name="link_cell"),
]
