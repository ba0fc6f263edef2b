from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = "What follows a report"

    def ready(self):
        from followup import in_the_trail, joining

        joining.join()
        in_the_trail.join()
