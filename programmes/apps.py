from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "The plan"

    def ready(self):
        from programmes import joining, overseeing  # noqa: F401  a programme's team sees to its letters' e-mails

        joining.join()
