from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Telling people"

    def ready(self):
        from notifications import printing, status  # noqa: F401  letters can be printed; lines on the status page
