"""The index of the search, and the only doors to it.

Editions under embargo are in the index, so that nothing has to happen at their minute. The application may neither read
nor write it. It asks the functions below, which join every question to what is public by ``now()``; the owner of the
schema, as whom they look, is held by no wall, so that the index can be used where a policy would forbid it.
"""

from django.db import migrations

TABLES = ("public_passage", "public_editionwords", "public_word")

WALLS = "".join(
    f"""
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY owner_keeps_house ON {table} TO portal_owner USING (true) WITH CHECK (true);
    REVOKE ALL ON {table} FROM portal_app;
    """
    for table in TABLES
)

#: English, and letters with and without accents alike: who types “Dun Eideann” finds “Dùn Èideann”.
LANGUAGE = """
CREATE TEXT SEARCH CONFIGURATION portal_english (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION portal_english ALTER MAPPING FOR word, hword, hword_part WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION portal_unchanged (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION portal_unchanged ALTER MAPPING FOR word, hword, hword_part WITH unaccent, simple;
"""
LANGUAGE_BACK = """
DROP TEXT SEARCH CONFIGURATION portal_unchanged;
DROP TEXT SEARCH CONFIGURATION portal_english;
"""

FILLING = r"""
-- The words of a piece of our own HTML. Marks within a word part nothing; whatever else ends, ends a word. The two
-- signs that a found word is set between (see portal_passages_with) are taken out.
CREATE FUNCTION portal_bare_words(html text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp
    AS $$
        SELECT btrim(regexp_replace(translate(
            replace(replace(replace(replace(replace(replace(
                regexp_replace(
                    regexp_replace(html, '</?(a|abbr|b|code|del|em|i|s|span|strong|sub|sup)(\s[^>]*)?>', '', 'gi'),
                    '<[^>]*>', ' ', 'g'),
                '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#x27;', ''''), '&#39;', ''''), '&amp;', '&'),
            E'\x02\x03', ''), '\s+', ' ', 'g'));
    $$;

-- Every place of an edition that can be pointed at, in order; named as templates/reports/edition.html names them.
CREATE FUNCTION portal_places_of(e reports_edition)
    RETURNS TABLE (kind text, number text, anchor text, section text, words text)
    LANGUAGE sql STABLE SET search_path = public, pg_temp
    AS $$
        SELECT 'cover', '', '', e.title, portal_bare_words(concat_ws('. ', nullif(e.subtitle, ''),
            regexp_replace(regexp_replace(e.summary, '\[([^\]]*)\]\([^)]*\)', '\1', 'g'), '[*_`#]+', '', 'g')))
        UNION ALL
        SELECT places.kind, places.number, places.anchor, places.section, places.words FROM (
            SELECT s.place AS one, 0::bigint AS two, 'section' AS kind, s.section->>'number' AS number,
                   s.section->>'anchor' AS anchor, s.section->>'heading' AS section, s.section->>'heading' AS words
            FROM jsonb_array_elements(e.content->'sections') WITH ORDINALITY s(section, place)
            UNION ALL
            SELECT s.place, b.place,
                   CASE b.block->>'kind' WHEN 'heading' THEN 'heading' WHEN 'figure' THEN 'figure' ELSE 'paragraph' END,
                   CASE b.block->>'kind' WHEN 'heading' THEN '' WHEN 'figure' THEN coalesce(f.figure->>'name', '')
                   -- A list or a quotation is called by the paragraph that it belongs to.
                   ELSE coalesce(b.block->>'number', replace(substring(b.block->>'anchor' FROM '^p-(\d+-\d+)'), '-', '.'), '') END,
                   b.block->>'anchor', s.section->>'heading',
                   CASE WHEN b.block->>'kind' = 'figure' THEN portal_bare_words(concat_ws('. ',
                        nullif(f.figure->>'message', ''), nullif(f.figure->>'caption', ''),
                        nullif(f.figure->>'description', ''),
                        (SELECT string_agg(DISTINCT line->>0, ', ')
                         FROM jsonb_array_elements(f.figure->'data'->'rows') AS line)))
                   ELSE portal_bare_words(b.block->>'html') END
            FROM jsonb_array_elements(e.content->'sections') WITH ORDINALITY s(section, place)
            CROSS JOIN LATERAL jsonb_array_elements(s.section->'blocks') WITH ORDINALITY b(block, place)
            LEFT JOIN LATERAL (SELECT e.content->'figures'->(b.block->>'key') AS figure) f ON true
            UNION ALL
            SELECT 1000000, t.place, 'term', '', 'definitions', 'Definitions',
                   concat(t.term->>'term', ': ', t.term->>'meaning')
            FROM jsonb_array_elements(e.content->'terms') WITH ORDINALITY t(term, place)
            ORDER BY 1, 2
        ) places
        WHERE coalesce(places.words, '') <> '';
    $$;

CREATE FUNCTION portal_index_edition(e reports_edition) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN
        INSERT INTO public_passage (edition_id, place, kind, number, anchor, section, text, words)
        SELECT e.id, p.place - 1, p.kind, p.number, p.anchor, p.section, p.words,
            CASE p.kind
                WHEN 'cover' THEN setweight(to_tsvector('portal_english', p.section), 'A')
                    || setweight(to_tsvector('portal_english', p.words), 'B')
                WHEN 'section' THEN setweight(to_tsvector('portal_english', p.words), 'B')
                ELSE setweight(to_tsvector('portal_english', p.words), CASE p.kind WHEN 'heading' THEN 'B' ELSE 'C' END::"char")
                    || setweight(to_tsvector('portal_english', p.section), 'D')
            END
        FROM portal_places_of(e) WITH ORDINALITY AS p(kind, number, anchor, section, words, place);
        INSERT INTO public_editionwords (edition_id, words)
        SELECT e.id, coalesce(array_agg(DISTINCT each.word), '{}')
        FROM public_passage s
        CROSS JOIN unnest(tsvector_to_array(to_tsvector('portal_unchanged', concat_ws(' ', s.section, s.text)))) AS each(word)
        WHERE s.edition_id = e.id AND each.word ~ '^[[:alnum:]]{4,40}$' AND each.word ~ '[[:alpha:]]';
        -- In one order for everybody: two editions frozen at once would otherwise wait for each other.
        INSERT INTO public_word (word)
        SELECT each.word FROM public_editionwords w CROSS JOIN unnest(w.words) AS each(word)
        WHERE w.edition_id = e.id ORDER BY each.word
        ON CONFLICT (word) DO NOTHING;
    END $$;
REVOKE EXECUTE ON FUNCTION portal_index_edition(reports_edition), portal_places_of(reports_edition) FROM PUBLIC;

CREATE FUNCTION portal_index_what_is_frozen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN
        PERFORM portal_index_edition(NEW);
        RETURN NULL;
    END $$;
CREATE TRIGGER an_edition_is_indexed_when_it_is_frozen AFTER INSERT ON reports_edition
    FOR EACH ROW EXECUTE FUNCTION portal_index_what_is_frozen();

DO $$ BEGIN PERFORM portal_index_edition(e) FROM reports_edition e ORDER BY e.id; END $$;
"""
FILLING_BACK = """
DROP TRIGGER an_edition_is_indexed_when_it_is_frozen ON reports_edition;
DROP FUNCTION portal_index_what_is_frozen();
DROP FUNCTION portal_index_edition(reports_edition);
DROP FUNCTION portal_places_of(reports_edition);
DROP FUNCTION portal_bare_words(text);
"""

ASKING = r"""
-- What the search may look at: of every report the newest edition that is public at this moment.
CREATE FUNCTION portal_editions_to_search() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT DISTINCT ON (e.report_id) e.id
        FROM reports_edition e JOIN reports_publication p ON p.edition_id = e.id
        WHERE p.confirmed_at IS NOT NULL AND p.cancelled_at IS NULL AND p.publish_at <= now()
        ORDER BY e.report_id, e.number DESC;
    END $$;

-- In which editions something is found: in how many places beside the cover, and how well.
CREATE FUNCTION portal_editions_with(asked tsquery) RETURNS TABLE (edition_id bigint, places bigint, rank real)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    #variable_conflict use_column
    BEGIN RETURN QUERY
        WITH open AS MATERIALIZED (SELECT id FROM portal_editions_to_search() AS id)
        SELECT s.edition_id, count(*) FILTER (WHERE s.kind <> 'cover'), max(ts_rank(s.words, asked))
        FROM public_passage s JOIN open ON open.id = s.edition_id
        WHERE s.words @@ asked GROUP BY s.edition_id;
    END $$;

-- The best places of these editions, with what was found set between two signs that no text has.
CREATE FUNCTION portal_passages_with(asked tsquery, editions bigint[], skipped bigint, most bigint)
    RETURNS TABLE (edition_id bigint, kind text, number text, anchor text, section text, snippet text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    #variable_conflict use_column
    BEGIN RETURN QUERY
        WITH open AS MATERIALIZED (SELECT id FROM portal_editions_to_search() AS id WHERE id = ANY (editions)),
        ranked AS (
            SELECT s.*, row_number() OVER (PARTITION BY s.edition_id ORDER BY ts_rank(s.words, asked) DESC, s.place) AS at
            FROM public_passage s JOIN open ON open.id = s.edition_id
            WHERE s.words @@ asked AND s.kind <> 'cover'
        )
        SELECT r.edition_id, r.kind::text, r.number::text, r.anchor::text, r.section,
               ts_headline('portal_english', r.text, asked,
                           E'StartSel="\x02", StopSel="\x03", MaxWords=38, MinWords=18, MaxFragments=1')
        FROM ranked r WHERE r.at > skipped AND r.at <= skipped + most ORDER BY r.edition_id, r.at;
    END $$;

-- For each word that stands nowhere in what is public: public words that are spelt much like it. A word that does stand
-- there comes back beside itself.
CREATE FUNCTION portal_words_like(asked text[]) RETURNS TABLE (asked_for text, word text, likeness real)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    #variable_conflict use_column
    BEGIN RETURN QUERY
        WITH open AS MATERIALIZED (SELECT id FROM portal_editions_to_search() AS id),
        wanted AS (
            SELECT each.it, EXISTS (
                SELECT FROM public_passage s JOIN open ON open.id = s.edition_id
                WHERE s.words @@ plainto_tsquery('portal_english', each.it)) AS is_known
            FROM unnest(asked) AS each(it)
        )
        SELECT wanted.it, wanted.it, 1::real FROM wanted WHERE wanted.is_known
        UNION ALL
        SELECT wanted.it, near.word, near.likeness FROM wanted CROSS JOIN LATERAL (
            SELECT w.word, similarity(w.word, wanted.it) AS likeness FROM public_word w
            WHERE w.word % wanted.it AND EXISTS (
                SELECT FROM public_editionwords e JOIN open ON open.id = e.edition_id WHERE e.words @> ARRAY[w.word])
            ORDER BY similarity(w.word, wanted.it) DESC, w.word LIMIT 12
        ) near WHERE NOT wanted.is_known;
    END $$;
"""
ASKING_BACK = """
DROP FUNCTION portal_words_like(text[]);
DROP FUNCTION portal_passages_with(tsquery, bigint[], bigint, bigint);
DROP FUNCTION portal_editions_with(tsquery);
DROP FUNCTION portal_editions_to_search();
"""


class Migration(migrations.Migration):
    dependencies = [("public", "0001_initial"), ("reports", "0002_walls")]

    operations = [
        migrations.RunSQL(LANGUAGE, LANGUAGE_BACK),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
        migrations.RunSQL(FILLING, FILLING_BACK),
        migrations.RunSQL(ASKING, ASKING_BACK),
    ]
