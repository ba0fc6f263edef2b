"""Logs: one JSON object a line, with the request id; never a body, a token or a title of anything under embargo."""

import structlog

from scrutiny_portal.hidden_addresses import HIDDEN, hide


def _without_the_request(logger, name, event):
    """Django hands the whole request along; its id is in the line already."""
    event.pop("request", None)
    return event


_SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    _without_the_request,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


class NothingOfRespondents:
    """Lets no line through that Django writes of a respondent's request, however its address was typed.

    What is wrong there is the portal's own failure alone, and that line says so without the address.
    """

    def filter(self, record) -> bool:
        request = getattr(record, "request", None)
        if request is None or not request.path_info.lower().startswith("/s/"):
            return True
        if getattr(record, "status_code", 500) < 500:
            return False
        record.msg, record.args = f"A respondent's page failed: /s/{HIDDEN}", ()
        del record.request
        return True


class HidingFormatter(structlog.stdlib.ProcessorFormatter):
    """Hides addresses that are keys in the finished line, wherever in it they are: message, fields or traceback."""

    def format(self, record) -> str:
        return hide(super().format(record))


def json_formatter():
    return HidingFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    )


def plain_formatter():
    return HidingFormatter(
        foreign_pre_chain=_SHARED[:-1],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.dev.ConsoleRenderer(colors=False),
        ],
    )


structlog.configure(
    processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
