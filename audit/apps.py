from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "What was changed and what was looked at"
