"""The wiring of the portal: settings, addresses, workers, start-up checks, demo data.

Not here: any rule of the office. Nothing imports this package except Django, gunicorn and Celery.
"""
