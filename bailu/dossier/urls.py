from __future__ import annotations

from django.urls import path

from bailu.dossier.views import desk, overview, pilot, purchase, searching, tasks

app_name = "dossier"

urlpatterns = [
    path("", desk.Desk.as_view(), name="desk"),
    path("tasks/", tasks.Waiting.as_view(), name="tasks"),
    path("tasks/awaited/", tasks.Awaited.as_view(), name="awaited"),
    path("tasks/late/", tasks.Late.as_view(), name="late"),
    path("purchases/<str:no>/", purchase.PurchasePage.as_view(), name="purchase"),
    path("purchases/<str:no>/story/", purchase.StoryPage.as_view(), name="story"),
    path("purchases/<str:no>/clauses/", purchase.ClausesPage.as_view(), name="clauses"),
    path("search/", searching.Search.as_view(), name="search"),
    path("overview/", overview.Overview.as_view(), name="overview"),
    path("pilot/progress/", pilot.PilotPage.as_view(), name="pilot"),
    path("pilot/late/", pilot.PilotLate.as_view(), name="pilot_late"),
]
