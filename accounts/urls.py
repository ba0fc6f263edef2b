from django.conf import settings
from django.urls import include, path

from accounts.views import account, demonstration, joining, managing, organisations, people

manage = [
    path("", managing.index, name="index"),
    path("people/", people.people, name="people"),
    path("people/people.csv", people.people_csv, name="people-csv"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/details/", people.person_details, name="person-details"),
    path("people/<int:pk>/invite/", people.invite_again, name="invite-again"),
    path("people/<int:pk>/disable/", people.disable, name="disable"),
    path("people/<int:pk>/enable/", people.enable, name="enable"),
    path("people/<int:pk>/second-factor/", people.reset_second_factor, name="reset-second-factor"),
    path("people/<int:pk>/role/", people.give_post, name="give-post"),
    path("people/<int:pk>/tie/", people.declare_tie, name="declare-tie"),
    path("people/roles/<int:pk>/end/", people.end_post, name="end-post"),
    path("people/ties/<int:pk>/end/", people.end_tie, name="end-tie"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw_invitation, name="withdraw-invitation"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("areas/", organisations.areas, name="areas"),
    path("areas/<int:pk>/", organisations.area, name="area"),
]

urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/details/", account.details, name="account-details"),
    path("account/sign-out-everywhere/", account.sign_out_everywhere, name="sign-out-everywhere"),
    path("invitation/", joining.join, name="join"),
    path("invitation/<str:token>/", joining.invitation, name="invitation"),
    path("manage/", include((manage, "manage"))),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", demonstration.people, name="demo"),
        path("demo/sign-in/", demonstration.become, name="demo-sign-in"),
    ]
