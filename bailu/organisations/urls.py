from __future__ import annotations

from django.urls import path

from bailu.organisations.views import pages

app_name = "organisations"

urlpatterns = [
    path("organisations/<int:pk>/", pages.OrganisationPage.as_view(), name="page"),
    path("organisations/<int:pk>/people/", pages.PeoplePage.as_view(), name="people_of"),
    path("people/", pages.PeoplePage.as_view(), name="people"),
    path("me/", pages.Me.as_view(), name="me"),
    path("me/switch/", pages.Switch.as_view(), name="switch"),
]
