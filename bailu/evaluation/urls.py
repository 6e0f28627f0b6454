from __future__ import annotations

from django.urls import path

from bailu.evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("evaluations/", views.Evaluations.as_view(), name="register"),
    path("evaluations/<int:pk>/", views.EvaluationPage.as_view(), name="evaluation"),
    path("evaluations/<int:pk>/self-report/", views.SelfReport.as_view(), name="self_report"),
    path("evaluations/<int:pk>/score-purchaser/", views.ScoreAsPurchaser.as_view(), name="score_purchaser"),
    path("evaluations/<int:pk>/cards/", views.IssueCards.as_view(), name="cards"),
    path("evaluations/<int:pk>/cards/print/", views.PrintCards.as_view(), name="print_cards"),
    path("evaluations/<int:pk>/score/", views.ScoreAsThirdParty.as_view(), name="score"),
    path("evaluations/<int:pk>/draft/", views.Draft.as_view(), name="draft"),
    path("evaluations/<int:pk>/reply/", views.Reply.as_view(), name="reply"),
    path("evaluations/<int:pk>/publish/", views.Publish.as_view(), name="publish"),
    path("evaluations/<int:pk>/rectification/", views.Rectify.as_view(), name="rectify"),
    path("contracts/<int:pk>/evaluator/", views.Engage.as_view(), name="engage"),
    path("contracts/<int:pk>/acceptance/", views.Accept.as_view(), name="accept"),
    path("card/", views.CardDesk.as_view(), name="card"),
    path("card/thanks/", views.Thanks.as_view(), name="thanks"),
    path("card/<str:code>/", views.AnswerCard.as_view(), name="answer"),
]
