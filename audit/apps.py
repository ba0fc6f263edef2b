from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "What was changed and what was looked at"

    def ready(self):
        from accounts import managing, recording
        from audit import (  # noqa: F401  read for their lines on the status page
            backups,
            in_the_trail,
            rules,
            status_lines,
            task_runs,
        )

        in_the_trail.join()
        recording.keeper = task_runs.keep
        managing.add(
            "What was changed",
            "audit:changes",
            rule=rules.reads_the_trail,
            sentence="Who changed what and when, from what to what.",
            order=80,
        )
        managing.add(
            "Who looked",
            "audit:looks",
            rule=rules.reads_the_trail,
            sentence="Who opened which letter, submission, draft or file.",
            order=81,
        )
        managing.add(
            "Status",
            "audit:status",
            rule=rules.sees_status,
            sentence="What is in order, what wants a look and what is wrong.",
            order=90,
        )
        managing.links_about_a_person.append(_history_of)


def _history_of(person):
    from urllib.parse import urlencode

    from django.urls import reverse

    changes, looks = reverse("audit:changes"), reverse("audit:looks")
    return [
        ("What was changed about them", f"{changes}?{urlencode({'kind': 'accounts.user', 'subject': person.pk})}"),
        ("What they changed", f"{changes}?{urlencode({'who': person.email})}"),
        ("What they looked at", f"{looks}?{urlencode({'who': person.email})}"),
    ]
