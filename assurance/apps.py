from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "assurance"
    verbose_name = "Assurance"

    def ready(self):
        from assurance import in_the_trail, joining, papers_printed, waiting  # noqa: F401  papers can be printed; what waits

        joining.join()
        in_the_trail.join()
