"""Every report that is there already gets its road, from drafting; one that was promised a release is brought in.

What had an edition with a release, past or to come, took its road before the portal kept it: that is said in its first
steps, and nothing is asked of it afterwards.
"""

from django.db import migrations

WHY = "It was on its way to its release before the portal kept its road."


def begin_roads(apps, schema_editor):
    Report, Road, Step = (
        apps.get_model("reports", "Report"), apps.get_model("assurance", "Road"), apps.get_model("assurance", "Step")
    )  # fmt: skip
    for report in Report.objects.filter(road=None).order_by("pk"):
        promised = report.editions.filter(
            set_aside_at=None, publication__isnull=False, publication__cancelled_at=None
        ).exists()
        road = Road.objects.create(report=report, status="embargo" if promised else "drafting", round=1)
        Step.objects.create(road=road, move="", leaves="", arrives="drafting", round=1, at=report.created_at)
        if promised:
            Step.objects.create(
                road=road, move="brought-in", leaves="drafting", arrives="embargo", round=1, reason=WHY
            )


class Migration(migrations.Migration):
    dependencies = [("assurance", "0002_walls")]

    operations = [migrations.RunPython(begin_roads, migrations.RunPython.noop)]
