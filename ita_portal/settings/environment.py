"""The one reader of the environment: `env` is asked by every other settings module.

A file `.env` beside manage.py is read when it exists; what the environment already says stands.
"""

from pathlib import Path

import environ

__all__ = ["BASE_DIR", "env"]

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env", overwrite=False)
