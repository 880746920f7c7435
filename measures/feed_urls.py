"""The address of a person's calendar feed: the same in every language, for programs and not for pages."""

from django.urls import re_path

from measures.views.feed import calendar_feed

urlpatterns = [re_path(r"^calendar/(?P<token>[A-Za-z0-9_-]{1,64})\.ics$", calendar_feed, name="calendar_feed")]
