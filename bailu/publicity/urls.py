from __future__ import annotations

from django.urls import path

from bailu.publicity.views import lottery, opendata, pages, papers, registers

app_name = "publicity"

urlpatterns = [
    path("public/", pages.Home.as_view(), name="home"),
    path("public/notices/", registers.Notices.as_view(), name="notices"),
    path("public/results/", registers.Results.as_view(), name="results"),
    path("public/contracts/", registers.Contracts.as_view(), name="contracts"),
    path("public/lottery/", lottery.Lottery.as_view(), name="lottery"),
    path("public/papers/", papers.Papers.as_view(), name="papers"),
    path("public/papers/<str:no>/", papers.PaperPage.as_view(), name="paper"),
    path("public/papers/<str:no>/file", papers.PaperFile.as_view(), name="paper_file"),
    path("public/purchases/<str:no>/", pages.PurchasePage.as_view(), name="purchase"),
    path("public/about/", pages.About.as_view(), name="about"),
    path("public/seals/", pages.Seals.as_view(), name="seals"),
    path("public/ocds/", opendata.OpenData.as_view(), name="ocds"),
    path("public/ocds/feed.json", opendata.Feed.as_view(), name="feed"),
    path("public/ocds/releases/<str:no>.json", opendata.Releases.as_view(), name="releases"),
    path("public/ocds/records/<str:no>.json", opendata.Records.as_view(), name="records"),
]
