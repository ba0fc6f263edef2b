from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "What the public is told"

    def ready(self):
        from reports import in_the_trail, joining, printing, status_lines  # noqa: F401  a report can be printed; two lines of status

        joining.join()
        in_the_trail.join()
