from notifications.models.caught_mail import CaughtMail
from notifications.models.delivery import Delivery
from notifications.models.notice import Notice
from notifications.models.posting import Posting
from notifications.models.preference import MailPreference
from notifications.models.reckoning import Reckoning

__all__ = ["CaughtMail", "Delivery", "MailPreference", "Notice", "Posting", "Reckoning"]
