"""Keep what a definition knows beside the plan, such as figures and earlier rounds; older programmes know none of it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0002_walls'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='programme',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='programme',
            name='update_update',
        ),
        migrations.AddField(
            model_name='programme',
            name='particulars',
            field=models.JSONField(blank=True, default=dict, help_text='Figures, lists, rounds and runs with their bases: programmes.particulars.'),
        ),
        migrations.AddField(
            model_name='programmeevent',
            name='particulars',
            field=models.JSONField(blank=True, default=dict, help_text='Figures, lists, rounds and runs with their bases: programmes.particulars.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_programmeevent" ("attribution", "background", "contact_email", "contact_name", "day_one", "definition", "definition_digest", "handling", "id", "judgement", "kind", "lead_body_id", "legal_basis", "letters_from", "letters_held", "methods", "particulars", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_from", "purpose", "questions", "register", "requested_by", "scope_in", "scope_out", "shape", "short_title", "sign_off", "slug", "started_at", "started_by_id", "summary", "terms", "title", "uses") VALUES (NEW."attribution", NEW."background", NEW."contact_email", NEW."contact_name", NEW."day_one", NEW."definition", NEW."definition_digest", NEW."handling", NEW."id", NEW."judgement", NEW."kind", NEW."lead_body_id", NEW."legal_basis", NEW."letters_from", NEW."letters_held", NEW."methods", NEW."particulars", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_from", NEW."purpose", NEW."questions", NEW."register", NEW."requested_by", NEW."scope_in", NEW."scope_out", NEW."shape", NEW."short_title", NEW."sign_off", NEW."slug", NEW."started_at", NEW."started_by_id", NEW."summary", NEW."terms", NEW."title", NEW."uses"); RETURN NULL;', hash='093a6ceb933ce3286accc6778c0f461b60b32e79', operation='INSERT', pgid='pgtrigger_insert_insert_56ab2', table='programmes_programme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_programmeevent" ("attribution", "background", "contact_email", "contact_name", "day_one", "definition", "definition_digest", "handling", "id", "judgement", "kind", "lead_body_id", "legal_basis", "letters_from", "letters_held", "methods", "particulars", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_from", "purpose", "questions", "register", "requested_by", "scope_in", "scope_out", "shape", "short_title", "sign_off", "slug", "started_at", "started_by_id", "summary", "terms", "title", "uses") VALUES (NEW."attribution", NEW."background", NEW."contact_email", NEW."contact_name", NEW."day_one", NEW."definition", NEW."definition_digest", NEW."handling", NEW."id", NEW."judgement", NEW."kind", NEW."lead_body_id", NEW."legal_basis", NEW."letters_from", NEW."letters_held", NEW."methods", NEW."particulars", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_from", NEW."purpose", NEW."questions", NEW."register", NEW."requested_by", NEW."scope_in", NEW."scope_out", NEW."shape", NEW."short_title", NEW."sign_off", NEW."slug", NEW."started_at", NEW."started_by_id", NEW."summary", NEW."terms", NEW."title", NEW."uses"); RETURN NULL;', hash='47ef91775e8324c78276ffcc170aaf54d888e3bd', operation='UPDATE', pgid='pgtrigger_update_update_af864', table='programmes_programme', when='AFTER')),
        ),
    ]
