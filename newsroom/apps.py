from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "News, and who is told of it by e-mail"

    def ready(self):
        from newsroom import in_the_trail, joining, status_lines  # noqa: F401  a line of status

        joining.join()
        in_the_trail.join()
