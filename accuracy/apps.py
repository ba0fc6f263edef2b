from django.apps import AppConfig


class AccuracyConfig(AppConfig):
    name = "accuracy"
    verbose_name = "Read before the public"

    def ready(self):
        from accuracy import embargo_pdf, in_the_trail, joining, status_lines  # noqa: F401  a copy can be printed; lines of status

        joining.join()
        in_the_trail.join()
