from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People and the bodies they work for"

    def ready(self):
        from accounts import row_security

        row_security.refuse_dangerous_roles()
