from __future__ import annotations

from django.urls import path

from bailu.funds.views import lines, pages, payments, registers

app_name = "funds"

urlpatterns = [
    path("budget/", registers.BudgetRegister.as_view(), name="lines"),
    path("budget/new/", lines.ProposeLine.as_view(), name="propose_line"),
    path("budget/<str:no>/", pages.LinePage.as_view(), name="line"),
    path("budget/<str:no>/revise/", lines.ReviseLine.as_view(), name="revise_line"),
    path("budget/<str:no>/submit/", lines.SubmitLine.as_view(), name="submit_line"),
    path("budget/<str:no>/approve/", lines.ApproveLine.as_view(), name="approve_line"),
    path("budget/<str:no>/return/", lines.ReturnLine.as_view(), name="return_line"),
    path("budget/<str:no>/supplement/", lines.SupplementLine.as_view(), name="supplement_line"),
    path("budget/<str:no>/close/", lines.CloseLine.as_view(), name="close_line"),
    path("payments/", registers.PaymentRegister.as_view(), name="payments"),
    path("payments/<int:pk>/", pages.PaymentPage.as_view(), name="payment"),
    path("payments/<int:pk>/check/", payments.CheckPayment.as_view(), name="check_payment"),
    path("payments/<int:pk>/pay/", payments.Pay.as_view(), name="pay"),
    path("payments/<int:pk>/reject/", payments.RejectPayment.as_view(), name="reject_payment"),
]
