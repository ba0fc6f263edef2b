from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "assurance"
    verbose_name = "Assurance"

    def ready(self):
        from assurance import in_the_trail, joining

        joining.join()
        in_the_trail.join()
