from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Telling people"

    def ready(self):
        from accounts import managing
        from notifications import (  # noqa: F401  letters can be printed; status lines
            in_the_trail,
            invitations,
            printing,
            status,
        )

        in_the_trail.join()
        if invitations.send not in managing.senders_of_invitations:
            managing.senders_of_invitations.append(invitations.send)
            managing.fates_of_invitations.append(invitations.what_came_of)
