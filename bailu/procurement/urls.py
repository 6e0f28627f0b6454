from __future__ import annotations

from django.urls import path

from bailu.procurement.views import bidding, opening, pages, preparing

app_name = "procurement"

urlpatterns = [
    path("procedures/", pages.Procedures.as_view(), name="register"),
    path("procedures/start/<str:no>/", preparing.Start.as_view(), name="start"),
    path("procedures/<int:pk>/", pages.ProcedurePage.as_view(), name="procedure"),
    path("procedures/<int:pk>/method/", preparing.ChooseMethod.as_view(), name="method"),
    path("procedures/<int:pk>/approval/", preparing.RequestApproval.as_view(), name="request_approval"),
    path("procedures/<int:pk>/approve/", preparing.ApproveMethod.as_view(), name="approve_method"),
    path("procedures/<int:pk>/refuse/", preparing.RefuseMethod.as_view(), name="refuse_method"),
    path("procedures/<int:pk>/documents/", preparing.SetDocuments.as_view(), name="documents"),
    path("procedures/<int:pk>/plan/", preparing.PlanNotice.as_view(), name="plan"),
    path("procedures/<int:pk>/publish/", preparing.PublishNotice.as_view(), name="publish"),
    path("procedures/<int:pk>/clarify/", preparing.Clarify.as_view(), name="clarify"),
    path("procedures/<int:pk>/cancel/", preparing.Cancel.as_view(), name="cancel"),
    path("procedures/<int:pk>/ask/", bidding.AskEnquiry.as_view(), name="ask"),
    path("procedures/<int:pk>/bid/", bidding.SubmitBid.as_view(), name="bid"),
    path("procedures/<int:pk>/open/", opening.BeginOpening.as_view(), name="begin_opening"),
    path("procedures/<int:pk>/open/confirm/", opening.ConfirmOpening.as_view(), name="confirm_opening"),
    path("procedures/<int:pk>/fail/", opening.Fail.as_view(), name="fail"),
    path("enquiries/<int:pk>/answer/", bidding.AnswerEnquiry.as_view(), name="answer_enquiry"),
    path("opportunities/", bidding.Opportunities.as_view(), name="opportunities"),
    path("bids/", bidding.OwnBids.as_view(), name="own_bids"),
    path("bids/<int:pk>/", opening.BidPage.as_view(), name="bid_page"),
    path("bids/<int:pk>/files/<int:file>/", opening.BidFile.as_view(), name="bid_file"),
    path("bids/receipt/<str:receipt>/", bidding.Receipt.as_view(), name="receipt"),
    path("bids/receipt/<str:receipt>/withdraw/", bidding.WithdrawBid.as_view(), name="withdraw"),
]
