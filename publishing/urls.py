"""Public addresses, decided for good, and the staff page that publishes.

Not here: the address of a file, which has no language (``file_urls``).
"""

from django.urls import path

from publishing.views import public, staff

urlpatterns = [
    path("", public.public_home, name="public_home"),
    path("agencies/<slug:slug>/", public.public_agency, name="public_agency"),
    path("agencies/<slug:slug>/<int:year>/", public.public_year, name="public_year"),
    path("documents/<slug:code>/", public.public_document, name="public_document"),
    path("staff/<slug:agency>/reports/<int:report_id>/publish/", staff.report_publish, name="report_publish"),
]
