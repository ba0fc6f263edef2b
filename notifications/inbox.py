"""Questions about a person's inbox that other pages ask."""

from notifications.models import Notice


def unread_count(user) -> int:
    """How many letters wait unread: one small query, asked once for each request's person."""
    if not user.is_authenticated:
        return 0
    if not hasattr(user, "_unread_letters"):
        user._unread_letters = Notice.objects.visible_to(user).unread().count()
    return user._unread_letters
