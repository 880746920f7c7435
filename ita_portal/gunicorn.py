"""gunicorn's settings, for `make run` and the web container alike.

Threads and not async workers: the application is synchronous, and a download must not hold a whole process.
"""

import os

_bind = os.environ.get("ITA_BIND") or "127.0.0.1"
_port = os.environ.get("PORT") or "8000"

bind = f"{_bind}:{_port}"
worker_class = "gthread"
workers = int(os.environ.get("ITA_WEB_PROCESSES") or 2)
threads = int(os.environ.get("ITA_WEB_THREADS") or 4)
timeout = 60
graceful_timeout = 10
# Nobody controls it through a socket in the home folder; a container may not even have one that is writable.
control_socket_disable = True
# A little memory creeps in any long-lived process; the jitter keeps the workers from restarting together.
max_requests = 5000
max_requests_jitter = 500
# The heartbeat file must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
accesslog = "-"
access_log_format = '%(h)s "%(r)s" %(s)s %(b)s %(M)sms'
