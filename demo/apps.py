from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = "A portal to try, with invented people"
