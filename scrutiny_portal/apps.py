from django.apps import AppConfig


class ScrutinyPortalConfig(AppConfig):
    name = "scrutiny_portal"
