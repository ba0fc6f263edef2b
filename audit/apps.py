from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "What was changed and what was looked at"

    def ready(self):
        # Read for the line it adds to the status page.
        from audit import backups  # noqa: F401
