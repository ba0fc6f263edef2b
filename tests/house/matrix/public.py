"""Who may open what in ``public``: everybody, everything."""

from tests.house.matrix.rows import Thing, for_everybody

PUBLISHED = Thing(lambda world: [world.published.slug], set())
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
    for_everybody("public:search"),
    for_everybody("public:areas"),
    for_everybody("public:area", Thing(lambda world: ["moray"], set())),
    for_everybody("public:feed"),
    for_everybody("public:sitemap"),
    for_everybody("public:robots"),
    for_everybody("public:accessibility"),
    for_everybody("public:privacy"),
    for_everybody("public:cookies"),
    for_everybody("public:contact"),
]
