from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People and the bodies they work for"

    def ready(self):
        from accounts import checks, managing, rules, session_of_database, sign_in_log  # noqa: F401  checks add themselves

        session_of_database.look_at_the_first()
        sign_in_log.listen()
        managing.add(
            "People",
            "manage:people",
            rule=rules.runs_the_portal,
            sentence="Invite people, give them roles for the whole portal, disable accounts.",
            order=10,
        )
        managing.add(
            "Organisations",
            "manage:organisations",
            rule=rules.runs_the_portal,
            sentence="Councils, boards, divisions and scrutiny bodies, as the registers have them.",
            order=20,
        )
        managing.add(
            "Areas",
            "manage:areas",
            rule=rules.runs_the_portal,
            sentence="The 32 areas, with the codes that they have and had.",
            order=30,
        )
