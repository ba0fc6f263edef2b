from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "The plan"

    def ready(self):
        from programmes import in_the_trail, joining, overseeing  # noqa: F401  a programme's team sees to its letters' e-mails

        joining.join()
        in_the_trail.join()
