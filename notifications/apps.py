from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Telling people"

    def ready(self):
        from accounts import managing
        from audit import changes
        from notifications import invitations, printing, status  # noqa: F401  letters can be printed; status lines
        from notifications.models import Delivery

        changes.bookkeeping.add(Delivery)
        if invitations.send not in managing.senders_of_invitations:
            managing.senders_of_invitations.append(invitations.send)
            managing.fates_of_invitations.append(invitations.what_came_of)
