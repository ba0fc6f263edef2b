from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Telling people"

    def ready(self):
        from notifications import status  # noqa: F401  its lines appear on the status page
