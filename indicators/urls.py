"""Addresses of the item set pages, inside an agency and for the operator."""

from django.urls import URLPattern, path

from indicators.views import editing, reading, score_check, score_views, scores

OPERATOR = "installation/item-sets/"
SCORES = "staff/<slug:agency>/<int:year>/scores/"

urlpatterns: list[URLPattern] = [
    path("staff/<slug:agency>/item-sets/", reading.item_set_list, name="item_set_list"),
    path("staff/<slug:agency>/item-sets/<int:year>/", reading.item_set_detail, name="item_set_detail"),
    path(SCORES, scores.score_sheet, name="score_sheet"),
    path(f"{SCORES}paste/", scores.score_paste, name="score_paste"),
    path(f"{SCORES}editions/", scores.score_editions, name="score_editions"),
    path(f"{SCORES}editions/<int:edition_number>/", scores.score_edition, name="score_edition"),
    path(f"{SCORES}check/", score_check.score_check, name="score_check"),
    path(f"{SCORES}check/note/", score_check.score_note, name="score_note"),
    path("staff/<slug:agency>/scores/", score_views.score_overview, name="score_overview"),
    path("staff/<slug:agency>/<int:year>/scores/charts/", score_views.score_charts, name="score_charts"),
    path("staff/<slug:agency>/<int:year>/scores/standing/", score_views.score_standing, name="score_standing"),
    path(OPERATOR, reading.installation_item_set_list, name="installation_item_set_list"),
    path(f"{OPERATOR}new/", editing.item_set_new, name="item_set_new"),
    path(f"{OPERATOR}<int:year>/", reading.installation_item_set_detail, name="installation_item_set_detail"),
    path(f"{OPERATOR}<int:year>/paste/", editing.item_set_paste, name="item_set_paste"),
    path(f"{OPERATOR}<int:year>/items/<slug:item_code>/", editing.item_edit, name="item_edit"),
    path(f"{OPERATOR}<int:year>/versions/", editing.item_set_editions, name="item_set_editions"),
    path(f"{OPERATOR}<int:year>/file/", editing.item_set_file, name="item_set_file"),
]
