from __future__ import annotations

from django.urls import path

from bailu.award import views

app_name = "award"
urlpatterns = [
    path("experts/", views.ExpertRegister.as_view(), name="experts"),
    path("experts/admit/", views.AdmitExpert.as_view(), name="admit"),
    path("experts/<int:pk>/retire/", views.RetireExpert.as_view(), name="retire"),
    path("procedures/<int:pk>/draw/", views.Draw.as_view(), name="draw"),
    path("procedures/<int:pk>/committee/", views.CommitteePage.as_view(), name="committee"),
    path("procedures/<int:pk>/committee/confirm/", views.Confirm.as_view(), name="confirm"),
    path("procedures/<int:pk>/committee/replace/<int:member>/", views.ReplaceMember.as_view(), name="replace"),
    path("procedures/<int:pk>/review/begin/", views.BeginReview.as_view(), name="begin"),
    path("procedures/<int:pk>/review/finish/", views.FinishReview.as_view(), name="finish"),
    path("procedures/<int:pk>/review/fail/", views.FailReview.as_view(), name="fail"),
    path("procedures/<int:pk>/declare/", views.Declare.as_view(), name="declare"),
    path("procedures/<int:pk>/score/", views.ScoreSheet.as_view(), name="score"),
    path("procedures/<int:pk>/check/<int:bid>/", views.CheckBid.as_view(), name="check"),
    path("procedures/<int:pk>/bid-files/<int:file>/", views.BidFile.as_view(), name="bid_file"),
    path("procedures/<int:pk>/ranking/", views.Ranking.as_view(), name="ranking"),
    path("procedures/<int:pk>/report/sign/", views.SignReport.as_view(), name="sign_report"),
    path("procedures/<int:pk>/report/receive/", views.ReceiveReport.as_view(), name="receive_report"),
    path("procedures/<int:pk>/decide/", views.Decide.as_view(), name="decide"),
    path("procedures/<int:pk>/decide/next/", views.DecideNext.as_view(), name="decide_next"),
    path("procedures/<int:pk>/award/publish/", views.PublishAward.as_view(), name="publish"),
]
