from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = "Fieldwork"

    def ready(self):
        from inspections import in_the_trail, joining, receipts  # noqa: F401  a receipt can be printed

        joining.join()
        in_the_trail.join()
