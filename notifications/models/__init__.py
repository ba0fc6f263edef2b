from notifications.models.caught_mail import CaughtMail
from notifications.models.delivery import Delivery
from notifications.models.notice import Notice
from notifications.models.posting import Posting
from notifications.models.preference import MailPreference

__all__ = ["CaughtMail", "Delivery", "MailPreference", "Notice", "Posting"]
