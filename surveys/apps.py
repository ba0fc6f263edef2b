from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = "Surveys"

    def ready(self):
        from surveys import in_the_trail, joining, papers, posters, receipts  # noqa: F401  three can be printed

        joining.join()
        in_the_trail.join()
