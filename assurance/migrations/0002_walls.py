"""The road is the draft's readers'; a peer reads one version; what a public edition judges may be compared by all at work."""

from django.db import migrations

from accounts import row_security

FUNCTIONS = """
-- Locked versions that a person reads: those of the drafts they read, and those that they were asked to review.
CREATE FUNCTION portal_versions_read() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT v.id FROM assurance_lockedversion v WHERE v.report_id IN (SELECT * FROM portal_drafts_read())
        UNION
        SELECT r.version_id FROM assurance_peerreview r
        WHERE r.reviewer_id = portal_person() AND r.status IN ('asked', 'concluded');
    END $$;

CREATE FUNCTION portal_peer_reviews_read() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT r.id FROM assurance_peerreview r JOIN assurance_lockedversion v ON v.id = r.version_id
        WHERE v.report_id IN (SELECT * FROM portal_drafts_read())
           OR (r.reviewer_id = portal_person() AND r.status IN ('asked', 'concluded'));
    END $$;

-- Whoever reviews a version may know which report it is of: its row, and nothing of what is being written.
CREATE FUNCTION portal_reports_reviewed() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT v.report_id FROM assurance_peerreview r JOIN assurance_lockedversion v ON v.id = r.version_id
        WHERE r.reviewer_id = portal_person() AND r.status IN ('asked', 'concluded');
    END $$;

CREATE FUNCTION portal_panel_meetings_read() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT m.id FROM assurance_meeting m WHERE m.report_id IN (SELECT * FROM portal_drafts_read());
    END $$;

-- What is judged in public: of each report's newest public edition, and of each question, the last judgement that the
-- panel had agreed when that edition was frozen. Asked of the same clock as the edition itself.
CREATE FUNCTION portal_judgements_out() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        WITH newest AS (
            SELECT DISTINCT ON (e.report_id) e.report_id, e.frozen_at FROM reports_edition e
            JOIN reports_publication released ON released.edition_id = e.id
            WHERE released.cancelled_at IS NULL AND released.confirmed_at IS NOT NULL AND released.publish_at <= now()
            ORDER BY e.report_id, e.number DESC
        ), standing AS (
            SELECT DISTINCT ON (j.report_id, j.question) j.id FROM assurance_judgement j
            JOIN newest ON newest.report_id = j.report_id AND j.agreed_at <= newest.frozen_at
            WHERE j.status = 'agreed' ORDER BY j.report_id, j.question, j.number DESC
        )
        SELECT standing.id FROM standing;
    END $$;
"""
FUNCTIONS_BACK = """
DROP FUNCTION portal_judgements_out(); DROP FUNCTION portal_panel_meetings_read();
DROP FUNCTION portal_reports_reviewed(); DROP FUNCTION portal_peer_reviews_read(); DROP FUNCTION portal_versions_read();
"""

DRAFT_READ = "report_id IN (SELECT * FROM portal_drafts_read())"
DRAFT_WRITTEN = "report_id IN (SELECT * FROM portal_drafts_written())"
OWN_HAND = "locked_by_id = (SELECT portal_person())"
# By report as well: a version that was just locked is not yet in any list of versions.
VERSION_READ = f"{DRAFT_READ} OR id IN (SELECT * FROM portal_versions_read())"
OF_A_ROAD = "road_id IN (SELECT its.id FROM assurance_road its)"
REVIEW_READ = "id IN (SELECT * FROM portal_peer_reviews_read()) OR version_id IN (SELECT v.id FROM assurance_lockedversion v WHERE v.report_id IN (SELECT * FROM portal_drafts_read()))"
OWN_REVIEW = "review_id IN (SELECT its.id FROM assurance_peerreview its WHERE its.reviewer_id = (SELECT portal_person()))"
CONCLUDED = "review_id IN (SELECT its.id FROM assurance_peerreview its WHERE its.status = 'concluded')"
OF_A_MEETING = "meeting_id IN (SELECT * FROM portal_panel_meetings_read())"


class Migration(migrations.Migration):
    dependencies = [("assurance", "0001_initial"), ("reports", "0002_walls"), ("programmes", "0002_walls")]

    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        row_security.append_only(
            "assurance_lockedversion", reads=VERSION_READ, adds=f"{DRAFT_WRITTEN} AND {OWN_HAND}"
        ),
        # The chair moves a report by a decision, and communications into the embargo: both only read the draft.
        row_security.protect("assurance_road", reads=DRAFT_READ),
        row_security.append_only(
            "assurance_step", reads=OF_A_ROAD, adds=f"{OF_A_ROAD} AND by_id = (SELECT portal_person())"
        ),
        row_security.protect("assurance_wayround", reads=DRAFT_READ),
        row_security.protect("assurance_peerreview", reads=REVIEW_READ),
        row_security.also_reads(
            "reports_report", "of_a_version_one_reviews", reads="id IN (SELECT * FROM portal_reports_reviewed())"
        ),
        row_security.protect("assurance_remark", reads=f"{OWN_REVIEW} OR {CONCLUDED}", writes=OWN_REVIEW),
        row_security.protect("assurance_quorum", reads="true", writes="portal_is_administrator()"),
        row_security.protect("assurance_meeting", reads=DRAFT_READ),
        row_security.protect("assurance_member", reads=OF_A_MEETING),
        row_security.append_only("assurance_papers", reads=OF_A_MEETING, adds=OF_A_MEETING),
        row_security.protect("assurance_panelcondition", reads=OF_A_MEETING),
        row_security.protect(
            "assurance_judgement",
            reads=f"{DRAFT_READ} OR id IN (SELECT * FROM portal_judgements_out())",
            writes=DRAFT_READ,
        ),
        *(
            row_security.history(f"assurance_{model}event")
            for model in (
                "road", "wayround", "peerreview", "quorum", "meeting", "member", "panelcondition", "judgement",
            )
        ),
    ]  # fmt: skip
