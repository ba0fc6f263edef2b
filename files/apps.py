from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "files"
    verbose_name = "Files, checked before anyone opens them; documents made"

    def ready(self):
        from files import in_the_trail, status  # noqa: F401  adds its lines to the status page

        in_the_trail.join()
