"""How far each return has got: a view, behind the same wall as the return, that tells of drafts and shows none."""

import django.db.models.deletion
from django.db import migrations, models

# Seen with the eyes of its owner, who sees drafts, hence its own condition, asked once for all the tables in it. A
# function would count every draft that somebody may know of, where one is asked for; into a view PostgreSQL takes the
# question with it, and of numbers that nobody asks for it counts none. Behind the barrier no condition of the asker's
# sees a row before this one has let it through, and nobody writes through it.
# Refused files are few, and so are asked documents: their ids are read once, where a join would look up every file of
# every return, or sort what is asked for each. (“IS TRUE” keeps PostgreSQL from making a join of it.)
PROGRESS = """
CREATE VIEW inspections_progress WITH (security_barrier = true) AS
    SELECT r.id AS of_id, r.participation_id, ask.programme_id, r.ask_id, ask.milestone_id, r.reference,
        (SELECT n.name FROM programmes_partnership n WHERE n.id = p.partnership_id) AS partnership_name, ask.title AS ask_title, ask.position AS ask_position,
        (SELECT count(*) FROM inspections_askeddocument a WHERE a.ask_id = r.ask_id AND a.required) AS documents_asked,
        p.withdrawn_at IS NULL AND (p.selected OR ask.applies_to = 'all' AND milestone.applies_to = 'all') AS is_asked,
        milestone.late AS takes_late,
        p.day_one IS NULL AND (SELECT g.shape FROM programmes_programme g WHERE g.id = ask.programme_id) = 'rolling'
            AS awaits_notice,
        c.id AS current_id, c.number AS current_number, c.status AS current_status, c.sent_at, c.was_late,
        c.nil_reason <> '' AS is_nil, c.accepted_at,
        d.id AS draft_id, d.number AS draft_number, d.status AS draft_status,
        (SELECT w.id FROM inspections_extension w WHERE w.of_id = r.id AND w.status = 'asked') AS extension_id,
        coalesce((SELECT m.from_scrutiny FROM inspections_message m WHERE m.of_id = r.id
            ORDER BY m.written_at DESC, m.id DESC LIMIT 1), true) AS last_word_is_ours,
        (SELECT count(DISTINCT f.asked_document_id) FROM inspections_submitteddocument f
            WHERE f.submission_id = coalesce(d.id, c.id)
                AND (f.asked_document_id IN (SELECT id FROM inspections_askeddocument WHERE required)) IS TRUE
                AND f.file_id NOT IN (SELECT id FROM files_storedfile WHERE status = 'rejected')) AS documents_in,
        (SELECT count(*) FROM inspections_submitteddocument f
            WHERE f.submission_id = coalesce(d.id, c.id)
                AND f.file_id NOT IN (SELECT id FROM files_storedfile WHERE status = 'rejected')) AS files
    FROM inspections_return r
    JOIN inspections_ask ask ON ask.id = r.ask_id
    JOIN programmes_milestone milestone ON milestone.id = ask.milestone_id
    JOIN programmes_participation p ON p.id = r.participation_id
    LEFT JOIN inspections_submission c ON c.of_id = r.id AND c.status IN ('sent', 'queried', 'accepted')
    LEFT JOIN inspections_submission d ON d.of_id = r.id AND d.status IN ('draft', 'awaiting sign-off')
    WHERE (SELECT portal_is_service()) OR r.participation_id IN (SELECT * FROM portal_participations());
REVOKE INSERT, UPDATE, DELETE ON inspections_progress FROM portal_app;
"""


class Migration(migrations.Migration):
    dependencies = [("inspections", "0002_walls")]

    operations = [
        migrations.RunSQL(PROGRESS, "DROP VIEW inspections_progress"),
        migrations.CreateModel(
            name="Progress",
            fields=[
                (
                    "of",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="progress",
                        serialize=False,
                        to="inspections.return",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.participation",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "ask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="inspections.ask",
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.milestone",
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                ("partnership_name", models.CharField(max_length=200)),
                ("ask_title", models.CharField(max_length=150)),
                ("ask_position", models.PositiveSmallIntegerField()),
                ("documents_asked", models.IntegerField(help_text="Documents that have to be sent.")),
                (
                    "is_asked",
                    models.BooleanField(
                        help_text="The partnership takes part, and is chosen where only some are asked."
                    ),
                ),
                ("takes_late", models.BooleanField()),
                (
                    "awaits_notice",
                    models.BooleanField(help_text="Nothing is asked before the partnership has been given its day."),
                ),
                (
                    "current",
                    models.ForeignKey(
                        help_text="The version that stands as sent.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="inspections.submission",
                    ),
                ),
                ("current_number", models.PositiveSmallIntegerField(null=True)),
                (
                    "current_status",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("awaiting sign-off", "Waiting for sign-off"),
                            ("sent", "Sent"),
                            ("queried", "Queried"),
                            ("accepted", "Accepted"),
                            ("superseded", "Replaced by a newer version"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("was_late", models.BooleanField(null=True)),
                ("is_nil", models.BooleanField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "draft",
                    models.ForeignKey(
                        help_text="The version in the making.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="inspections.submission",
                    ),
                ),
                ("draft_number", models.PositiveSmallIntegerField(null=True)),
                (
                    "draft_status",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("awaiting sign-off", "Waiting for sign-off"),
                            ("sent", "Sent"),
                            ("queried", "Queried"),
                            ("accepted", "Accepted"),
                            ("superseded", "Replaced by a newer version"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                (
                    "extension",
                    models.ForeignKey(
                        help_text="A wish for more time that waits.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="inspections.extension",
                    ),
                ),
                (
                    "last_word_is_ours",
                    models.BooleanField(help_text="Scrutiny wrote last, or nobody has written."),
                ),
                (
                    "documents_in",
                    models.IntegerField(
                        help_text="Required documents that a file answers, in the draft if there is one."
                    ),
                ),
                (
                    "files",
                    models.IntegerField(
                        help_text="In the draft if there is one, without those that the checks refused."
                    ),
                ),
            ],
            options={"managed": False},
        ),
    ]
