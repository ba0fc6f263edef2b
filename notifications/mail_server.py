"""The mail server, and what its answer to one message means. Whoever sends decides what follows from it."""

import logging
import smtplib
from dataclasses import dataclass
from enum import Enum

from django.core import mail
from django.core.mail import EmailMessage
from django.db import InterfaceError, OperationalError

log = logging.getLogger(__name__)


class Came(Enum):
    """What came of handing one message over."""

    TAKEN = "taken"
    REFUSED = "refused for good"
    LATER = "not now"
    #: It was cut off before an answer: the message may have been taken.
    IN_DOUBT = "in doubt"


@dataclass(frozen=True)
class Answer:
    came: Came
    words: str


TAKEN = Answer(Came.TAKEN, "The mail server took it.")
CUT_OFF = "Whatever was sending it stopped, or lost the mail server, before an answer came. It may have arrived."


class MailServer:
    """One connection for as long as a worker sends: ``with MailServer() as server: server.hand_over(message)``.

    ``reached`` is False where it could not be reached, and from the moment at which it was lost.
    """

    def __init__(self):
        self.connection = mail.get_connection()
        self.reached = False

    def __enter__(self):
        try:
            self.connection.open()
            self.reached = True
        except OSError as error:  # smtplib's errors are OSErrors too
            log.error("the mail server cannot be reached: %s", type(error).__name__)
        return self

    def __exit__(self, *exc):
        try:
            self.connection.close()
        except OSError:
            log.info("the mail server had hung up already")

    def hand_over(self, message: EmailMessage) -> Answer:
        """Give it one message, and understand what it says."""
        try:
            self.connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            return _refused(*next(iter(error.recipients.values())))
        except smtplib.SMTPSenderRefused as error:
            # The fault is ours, and would be the same for every message: mend it, and they go.
            return Answer(Came.LATER, f"The mail server does not take mail from us ({error.smtp_code}).")
        except smtplib.SMTPResponseException as error:
            return _refused(error.smtp_code, error.smtp_error)
        except OSError as error:
            self.reached = False
            log.error("lost the mail server while sending: %s", type(error).__name__)
            return Answer(Came.IN_DOUBT, CUT_OFF)
        except (OperationalError, InterfaceError) as error:  # where e-mails are caught in the database
            log.error("lost the database while sending: %s", type(error).__name__)
            return Answer(Came.IN_DOUBT, CUT_OFF)
        except Exception as error:
            return _from_a_mail_service(error)
        return TAKEN


def _from_a_mail_service(error: Exception) -> Answer:
    """Mail services over HTTP have errors of their own, with the status they answered."""
    code = getattr(error, "status_code", None)
    log.error("could not send an e-mail: %s %s", type(error).__name__, code or "")
    if code is None:
        return Answer(Came.REFUSED, f"The e-mail could not be made ({type(error).__name__}).")
    if code == 429 or code in (401, 403):
        return Answer(Came.LATER, f"The mail service would not take it now ({code}).")
    if code >= 500:
        return Answer(Came.IN_DOUBT, CUT_OFF)
    return Answer(Came.REFUSED, f"The mail service refused it ({code}).")


def _refused(code: int, words) -> Answer:
    said = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    said = " ".join(said.split())
    if code >= 500:
        return Answer(Came.REFUSED, f"The mail server refused it for good: {code} {said}")
    return Answer(Came.LATER, f"The mail server could not take it now: {code} {said}")
