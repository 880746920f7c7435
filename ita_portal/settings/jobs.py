"""How long jobs are carried: by Celery when there is Redis, else by the polling worker.

The job row is the truth for both; nothing ever runs eagerly inside a request.
"""

from ita_portal.settings.database import REDIS_URL
from ita_portal.settings.environment import env

# A worker renews its lease while it works; a job whose lease ran out is claimed again.
ITA_JOB_LEASE_SECONDS = env.float("ITA_JOB_LEASE_SECONDS", default=15.0)

# The worker looks at addresses that people give (SECURITY.md says how); off, nothing is called.
ITA_CHECK_LINKS = env.bool("ITA_CHECK_LINKS", default=True)

CELERY_BROKER_URL = REDIS_URL or None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Longer than the longest job, or Redis would hand a running one to a second worker.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 1,
    # A request whose job cannot be sent goes on within seconds; the sweep sends it later.
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
}
CELERY_TIMEZONE = "Asia/Bangkok"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
