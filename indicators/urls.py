"""Addresses of the item set pages, inside an agency and for the operator."""

from django.urls import URLPattern, path

from indicators import views

urlpatterns: list[URLPattern] = [
    path("staff/<slug:agency>/item-sets/", views.item_set_list, name="item_set_list"),
    path("staff/<slug:agency>/item-sets/<int:year>/", views.item_set_detail, name="item_set_detail"),
    path("installation/item-sets/", views.installation_item_set_list, name="installation_item_set_list"),
    path("installation/item-sets/<int:year>/", views.installation_item_set_detail, name="installation_item_set_detail"),
]
