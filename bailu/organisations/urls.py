from __future__ import annotations

from django.urls import path

from bailu.organisations.views import accounts, bodies, pages, people
from bailu.organisations.views.register import OrganisationRegister

app_name = "organisations"

urlpatterns = [
    path("organisations/", OrganisationRegister.as_view(), name="register"),
    path("organisations/new/", bodies.RegisterOrganisation.as_view(), name="new"),
    path("organisations/<int:pk>/", pages.OrganisationPage.as_view(), name="page"),
    path("organisations/<int:pk>/edit/", bodies.EditOrganisation.as_view(), name="edit"),
    path("organisations/<int:pk>/conditions/submit/", bodies.SubmitConditions.as_view(), name="submit_conditions"),
    path("organisations/<int:pk>/conditions/decide/", bodies.DecideConditions.as_view(), name="decide_conditions"),
    path("organisations/<int:pk>/suspend/", bodies.Suspend.as_view(), name="suspend"),
    path("organisations/<int:pk>/bar/", bodies.Bar.as_view(), name="bar"),
    path("organisations/<int:pk>/lift/", bodies.LiftRestriction.as_view(), name="lift"),
    path("organisations/<int:pk>/people/", pages.PeoplePage.as_view(), name="people_of"),
    path("organisations/<int:pk>/people/invite/", people.InvitePerson.as_view(), name="invite"),
    path("organisations/<int:pk>/people/grant/", people.GrantRole.as_view(), name="grant"),
    path("memberships/<int:pk>/end/", people.EndMembership.as_view(), name="end_membership"),
    path("memberships/<int:pk>/link/", people.ResendInvitation.as_view(), name="resend"),
    path("people/<int:pk>/close/", accounts.CloseAccount.as_view(), name="close_account"),
    path("people/<int:pk>/reopen/", accounts.ReopenAccount.as_view(), name="reopen_account"),
    path("people/closed/", pages.ClosedAccounts.as_view(), name="closed_accounts"),
    path("people/", pages.PeoplePage.as_view(), name="people"),
    path("accounts/sessions/", pages.Sessions.as_view(), name="sessions"),
    path("me/", pages.Me.as_view(), name="me"),
    path("me/switch/", pages.Switch.as_view(), name="switch"),
    path("me/ties/new/", people.DeclareTie.as_view(), name="declare_tie"),
    path("me/ties/<int:pk>/end/", people.EndTie.as_view(), name="end_tie"),
]
