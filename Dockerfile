# One image for web, worker and beat; docker/entry.sh tells them apart. Not built where this was written (see README).

FROM node:22-bookworm-slim AS vendor
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts

FROM python:3.11-slim-bookworm AS portal
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core libdatrie1-bin \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --create-home --home-dir /home/ita ita && install -d -o ita -g ita /data /srv/static /app
WORKDIR /app
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt
COPY --chown=ita:ita . .
COPY --from=vendor /app/node_modules node_modules
# Fonts and dictionary, and the vendor files in use; node_modules is not needed after that.
RUN python tools/vendor.py \
    && python -m reports.typesetting.build \
    && rm -rf node_modules \
    && chown -R ita:ita .build
USER ita
ENV ITA_ENV=production ITA_DATA_DIR=/data ITA_STATIC_ROOT=/srv/static ITA_BIND=0.0.0.0 PORT=8000
VOLUME /data /srv/static
EXPOSE 8000
ENTRYPOINT ["/app/docker/entry.sh"]
CMD ["web"]
