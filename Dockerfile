# One image for the web server, the worker, beat and the migration; docker-compose.yml says which runs what.

FROM node:22-bookworm-slim AS front
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM python:3.11-slim-bookworm
# What WeasyPrint draws PDFs with; everything else comes from pip.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /portal
COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt

COPY . .
COPY --from=front /portal/node_modules node_modules
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_STATIC_ROOT=/srv/portal/static PORTAL_FILES=/srv/portal/files \
    PORTAL_LISTEN=0.0.0.0:8000 PROMETHEUS_MULTIPROC_DIR=/tmp/metrics
RUN python scripts/vendor_static.py \
    && rm -rf node_modules \
    && PORTAL_SECRET_KEY=for-building-only python manage.py collectstatic --noinput \
    && useradd --system --no-create-home portal \
    && mkdir -p /srv/portal/files \
    && chown portal /srv/portal/files \
    && chmod 700 /srv/portal/files
USER portal
EXPOSE 8000
# The metrics of processes that are gone would stand beside those of the new ones.
CMD ["sh", "-c", "rm -rf /tmp/metrics && mkdir /tmp/metrics && exec gunicorn scrutiny_portal.wsgi"]
