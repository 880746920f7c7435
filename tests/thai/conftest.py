"""Property tests here are about outcomes: a busy machine is no failure, so no example has a deadline."""

from hypothesis import settings

settings.register_profile("no_deadline", deadline=None)
settings.load_profile("no_deadline")
