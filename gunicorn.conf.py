"""How the web server runs, wherever it is started: by ./portal, in a container, or by hand."""

import logging
import os

from gunicorn import glogging

from scrutiny_portal.hidden_addresses import hide
from scrutiny_portal.memory import settle

bind = os.environ.get("PORTAL_LISTEN", "127.0.0.1:8000")

# One request at a time in each: measured at several times the rate of asynchronous ones with this database driver.
workers = int(os.environ.get("PORTAL_WEB_WORKERS") or 2 * (os.cpu_count() or 1) + 1)
worker_class = "sync"
# Loaded once and then forked: five workers are ready in the time of one.
preload_app = True

# An upload over a slow line may take this long where no proxy stands in front to collect it first.
timeout = 90
graceful_timeout = 30
# A worker is replaced now and then, so that nothing that grows can grow for ever; not all at the same moment.
max_requests = 5_000
max_requests_jitter = 500

# The heartbeat file must not wait for a busy disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  this is what it is for
# Nobody steers it from outside, and its socket would lie in the home folder that several portals share.
control_socket_disable = True
# The portal writes its own line for each request, without the query and with the request's id.
accesslog = None
errorlog = "-"


class logger_class(glogging.Logger):
    """Hides addresses that are keys from every line, and from an access log where somebody turns one on."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in [*self.error_log.handlers, *self.access_log.handlers]:
            handler.setFormatter(_Hiding(handler.formatter))


class _Hiding(logging.Formatter):
    def __init__(self, inner):
        self.inner = inner or logging.Formatter()

    def format(self, record):
        return hide(self.inner.format(record))


def when_ready(server):
    """The portal is loaded, and no worker has been forked yet."""
    settle()


def child_exit(server, worker):
    """Take a finished worker out of the metrics, whose live values would otherwise stand for ever."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
