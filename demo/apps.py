from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = "A portal to try, with invented people"

    def ready(self):
        from accounts.views import demonstration
        from demo import embargo, surveys

        demonstration.asked += [surveys.asked_by_name, embargo.holders]
