"""The running part of `make run` (web, worker, their keeper) without its set-up, on the environment it is given."""

import os
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import run

stop = threading.Event()
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, lambda *_: stop.set())
sys.exit(run.serve({**os.environ, "PORT": str(run.choose_port(int(os.environ["PORT"])))}, stop))
