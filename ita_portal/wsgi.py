"""The door for gunicorn: refuses an unsafe production, else hands over the application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
application = get_wsgi_application()

from ita_portal.checks import refuse_unsafe_start  # noqa: E402  (needs the apps that the line above loads)

refuse_unsafe_start()
