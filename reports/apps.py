from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "What the public is told"

    def ready(self):
        from programmes import starting
        from reports import outline, printing, status_lines  # noqa: F401  they say what they have

        starting.on_start.append(outline.copy)
