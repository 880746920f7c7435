"""A password hasher that costs nothing, for tests that make many people; the real one has its own test.

The hash it writes is an ordinary PBKDF2 hash with one round, so a real server started by a test can check it.
"""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    iterations = 1
