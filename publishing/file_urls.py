"""The address of a published file: its digest and its Thai name, the same in every language."""

from django.urls import re_path

from publishing.views.files import published_file

urlpatterns = [
    re_path(
        r"^published/(?P<sha256>[0-9a-f]{64})/(?P<file_name>[^/\x00-\x1f]+\.pdf)$",
        published_file,
        name="published_file",
    ),
]
