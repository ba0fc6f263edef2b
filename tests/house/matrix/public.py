"""Who may open what in ``public``: everybody, everything."""

from tests.house.matrix.rows import Thing, for_everybody

PUBLISHED = Thing(lambda world: [world.published.slug], set())
#: The national numbers of a survey whose report is public.
OUT = Thing(lambda world: [world.release_public.pk], set())
ANNOUNCED = Thing(lambda world: ["other-review"], set())


def published(*more) -> Thing:
    return Thing(lambda world: [world.published.slug, *more], set())


ROWS = [
    for_everybody("public:front"),
    for_everybody("public:programmes"),
    for_everybody("public:programme", ANNOUNCED),
    for_everybody("public:timetable", ANNOUNCED),
    for_everybody("public:document", Thing(lambda world: ["other-review", "about-the-review"], set())),
    for_everybody("public:reports"),
    for_everybody("public:report", PUBLISHED),
    for_everybody("public:pdf", PUBLISHED),
    for_everybody("public:data", published("answers.csv")),
    for_everybody("public:edition", published(1)),
    for_everybody("public:edition-pdf", published(1)),
    for_everybody("public:edition-data", published(1, "answers.csv")),
    for_everybody("public:cite-bibtex", published(1)),
    for_everybody("public:cite-ris", published(1)),
    for_everybody("public:dates"),
    for_everybody("public:calendar"),
    for_everybody("public:search"),
    for_everybody("public:news"),
    for_everybody("public:news-item", Thing(lambda world: [world.press_out.slug], set())),
    for_everybody("public:news-feed"),
    for_everybody("recommendations:progress"),
    for_everybody("recommendations:progress-data"),
    for_everybody("recommendations:dictionary"),
    for_everybody("recommendations:report", PUBLISHED),
    for_everybody("recommendations:report-data", PUBLISHED),
    for_everybody("public:areas"),
    for_everybody("public:area", Thing(lambda world: ["moray"], set())),
    for_everybody("public:api"),
    for_everybody("public:feed"),
    for_everybody("public:sitemap"),
    for_everybody("public:robots"),
    for_everybody("public:accessibility"),
    for_everybody("public:privacy"),
    for_everybody("public:cookies"),
    for_everybody("public:contact"),
    # --- For programs ------------------------------------------------------------------------------------------------
    for_everybody("api:description"),
    for_everybody("api:dictionary"),
    for_everybody("api:programmes"),
    for_everybody("api:programmes-csv"),
    for_everybody("api:programme", ANNOUNCED),
    for_everybody("api:timetables"),
    for_everybody("api:timetables-csv"),
    for_everybody("api:areas"),
    for_everybody("api:areas-csv"),
    for_everybody("api:area", Thing(lambda world: ["moray"], set())),
    for_everybody("api:reports"),
    for_everybody("api:reports-csv"),
    for_everybody("api:report", PUBLISHED),
    for_everybody("api:editions", PUBLISHED),
    for_everybody("api:edition", published(1)),
    for_everybody("api:table", published(1, "answers")),
    for_everybody("api:table-csv", published(1, "answers")),
    for_everybody("api:tables-dictionary", published(1)),
    for_everybody("api:recommendations"),
    for_everybody("api:recommendations-csv"),
    for_everybody("api:surveys"),
    for_everybody("api:survey", OUT),
    for_everybody("api:survey-csv", OUT),
    for_everybody("api:survey-dictionary", OUT),
    for_everybody(
        "api:nothing",
        Thing(lambda world: ["anything-else"], set()),
        get=404,
        why="What is not there is said in the words of an interface.",
    ),
]
