#!/bin/sh
# Starts one part of the portal: web, worker, beat, or prepare (migrations, cache table, static files, item sets).
# Each refuses an unsafe production by itself, with the reasons (ita_portal/checks.py).
set -eu

usage() {
    echo "โปรดระบุส่วนที่จะเริ่ม: web, worker, beat หรือ prepare" >&2
    echo "Say which part to start: web, worker, beat or prepare" >&2
    exit 64
}

[ $# -eq 1 ] || usage

case "$1" in
    web)
        exec python -m gunicorn --config python:ita_portal.gunicorn ita_portal.wsgi
        ;;
    worker)
        if [ -z "${REDIS_URL:-}" ]; then
            exec python manage.py run_worker
        fi
        exec python -m celery -A ita_portal.celery worker --loglevel=INFO --concurrency="${ITA_WORKER_PROCESSES:-2}"
        ;;
    beat)
        if [ -z "${REDIS_URL:-}" ]; then
            echo "beat ต้องใช้ REDIS_URL / beat needs REDIS_URL" >&2
            exit 64
        fi
        exec python -m celery -A ita_portal.celery beat --loglevel=INFO --schedule="${ITA_DATA_DIR:-var}/beat-schedule"
        ;;
    prepare)
        python manage.py migrate --verbosity 1
        python manage.py createcachetable
        python manage.py collectstatic --noinput --clear --verbosity 0
        exec python manage.py load_item_sets --accept-changes
        ;;
    *)
        usage
        ;;
esac
