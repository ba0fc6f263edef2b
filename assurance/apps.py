from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "assurance"
    verbose_name = "Assurance"

    def ready(self):
        from assurance import in_the_trail, joining, papers_printed  # noqa: F401  the papers can be printed

        joining.join()
        in_the_trail.join()
