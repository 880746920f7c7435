"""All addresses: pages in two languages, and the few that have no language.

Not here: any page of its own; each package lists its addresses in its `urls`.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ita_portal.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("publishing.file_urls")),
    path("", include("measures.feed_urls")),
    *i18n_patterns(
        path("", include("accounts.urls")),
        path("", include("measures.urls")),
        path("", include("indicators.urls")),
        path("", include("reports.urls")),
        path("", include("publishing.urls")),
        prefix_default_language=False,
    ),
]
