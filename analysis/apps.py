from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "analysis"
    verbose_name = "Analysis"

    def ready(self):
        from analysis import in_the_trail, joining, local_reports  # noqa: F401  can be printed

        joining.join()
        in_the_trail.join()
