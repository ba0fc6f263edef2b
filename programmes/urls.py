"""Addresses of the plan: a programme's pages for its team, and a partnership's own."""

from django.urls import path

from programmes.views import (
    briefings,
    choosing,
    letters,
    library,
    overview,
    people,
    set_up,
    starting,
    taking_part,
    timetable,
    work,
)

app_name = "programmes"

urlpatterns = [
    path("work/programmes/", work.programme_list, name="list"),
    path("work/programmes/start/", starting.choose_definition, name="start"),
    path("work/programmes/start/<slug:definition>/", starting.start_programme, name="start-one"),
    path("work/programmes/start/<slug:definition>/facts/", starting.definition, name="definition"),
    path("work/programmes/start/<slug:definition>/surveys/<slug:survey>/", starting.try_survey, name="try-survey"),
    # One programme, for its team.
    path("work/<slug:slug>/", overview.programme_overview, name="overview"),
    path("work/<slug:slug>/overview.csv", overview.overview_as_csv, name="overview-csv"),
    path("work/<slug:slug>/overview.xlsx", overview.overview_as_excel, name="overview-excel"),
    path("work/<slug:slug>/dates/", timetable.programme_timetable, name="timetable"),
    path("work/<slug:slug>/dates/closed/", timetable.closed_days, name="closed-days"),
    path("work/<slug:slug>/dates/<slug:milestone>/", timetable.move_milestone, name="move"),
    path("work/<slug:slug>/letters/", letters.letters, name="letters"),
    path("work/<slug:slug>/letters/plan/", letters.letter_plan, name="letter-plan"),
    path("work/<slug:slug>/letters/hold/", letters.hold_letters, name="hold-letters"),
    path("work/<slug:slug>/letters/of/<slug:letter>/", letters.letter, name="letter"),
    path("work/<slug:slug>/chase/", letters.chase, name="chase"),
    path("work/<slug:slug>/briefings/", briefings.briefings, name="briefings"),
    path("work/<slug:slug>/briefings/<int:session>/", briefings.session, name="briefing-session"),
    path("work/<slug:slug>/briefings/<int:session>/call-off/", briefings.call_off, name="call-off-briefing"),
    path("work/<slug:slug>/library/", library.library, name="library"),
    path("work/<slug:slug>/library/<slug:document>/", library.document, name="library-document"),
    path("work/<slug:slug>/team/", people.team_page, name="team"),
    path("work/<slug:slug>/team/<int:assignment>/release/", people.release_from_team, name="release"),
    path("work/<slug:slug>/partnerships/", people.partnerships, name="partnerships"),
    path("work/<slug:slug>/partnerships/closer/", choosing.choose_closely, name="choose-closely"),
    path("work/<slug:slug>/partnerships/<int:participation>/", people.partnership, name="partnership"),
    path("work/<slug:slug>/partnerships/<int:participation>/nominate/", people.nominate_for, name="nominate-for"),
    path("work/<slug:slug>/partnerships/<int:participation>/withdraw/", people.withdraw, name="withdraw"),
    path("work/<slug:slug>/partnerships/<int:participation>/take-back/", people.take_back, name="take-back"),
    path("work/<slug:slug>/set-up/", set_up.set_up, name="set-up"),
    # A partnership's own pages.
    path("taking-part/<int:pk>/", taking_part.partnership_home, name="taking-part"),
    path("taking-part/<int:pk>/letter/", taking_part.notification_letter, name="notification-letter"),
    path("taking-part/<int:pk>/people/", taking_part.people, name="people"),
    path("taking-part/<int:pk>/people/nominate/", taking_part.nominate, name="nominate"),
    path("taking-part/<int:pk>/briefing/", taking_part.briefing, name="briefing"),
    path("taking-part/<int:pk>/guidance/", taking_part.guidance, name="guidance"),
    path("taking-part/<int:pk>/guidance/<slug:document>/", taking_part.guidance_document, name="guidance-document"),
    path("taking-part/<int:pk>/dates/", taking_part.dates, name="dates"),
    path("taking-part/<int:pk>/dates.ics", taking_part.dates_as_ical, name="dates-ical"),
    path("taking-part/<int:pk>/done/<slug:milestone>/", taking_part.confirm_done, name="confirm-done"),
    path("seats/<int:pk>/", taking_part.answer_offer, name="answer-offer"),
    path("seats/<int:pk>/end/", people.end_seat, name="end-seat"),
    path("calendar/", taking_part.calendar_address, name="calendar-address"),
    path("calendar/<str:key>.ics", taking_part.private_calendar, name="private-calendar"),
]
