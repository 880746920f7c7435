"""The one reader of the environment: `env` is asked by every other settings module.

A file `.env` beside manage.py (or the one ITA_ENV_FILE names) is read when it exists; what the environment already
says stands.
"""

import os
from pathlib import Path

import environ

__all__ = ["BASE_DIR", "ENV_FILE", "env"]

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
ENV_FILE = BASE_DIR / os.environ.get("ITA_ENV_FILE", ".env")
if ENV_FILE.is_file():
    environ.Env.read_env(ENV_FILE, overwrite=False)
