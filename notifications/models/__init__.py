from notifications.models.delivery import Delivery
from notifications.models.notice import Notice
from notifications.models.posting import Posting

__all__ = ["Delivery", "Notice", "Posting"]
