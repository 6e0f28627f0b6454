from __future__ import annotations

from django.urls import path

from bailu.funds.views import batches, book, imports, lines, movements, pages, payments, registers

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
    path("budget/<str:no>/book/", book.BookRegister.as_view(), name="book"),
    path("budget/<str:no>/book/<int:pk>/", book.EntryPage.as_view(), name="entry"),
    path("budget/<str:no>/transfer/", movements.ProposeTransfer.as_view(), name="transfer"),
    path("budget/<str:no>/carry-over/", movements.ProposeCarryOver.as_view(), name="carry_over"),
    path("budget/<str:no>/give-back/", movements.ProposeReturn.as_view(), name="give_back"),
    path("movements/", movements.MovementRegister.as_view(), name="movements"),
    path("movements/<int:pk>/", movements.MovementPage.as_view(), name="movement"),
    path("movements/<int:pk>/approve/", movements.ApproveMovement.as_view(), name="approve_movement"),
    path("movements/<int:pk>/refuse/", movements.RefuseMovement.as_view(), name="refuse_movement"),
    path("appropriations/", imports.ImportRegister.as_view(), name="imports"),
    path("appropriations/new/", imports.HandIn.as_view(), name="hand_in"),
    path("appropriations/template.xlsx", imports.Template.as_view(), name="import_template"),
    path("appropriations/<int:pk>/", imports.ImportPage.as_view(), name="import"),
    path("appropriations/<int:pk>/write/", imports.WriteImport.as_view(), name="write_import"),
    path("appropriations/<int:pk>/drop/", imports.DropImport.as_view(), name="drop_import"),
    path("appropriations/<int:pk>/approve/", imports.ApproveImport.as_view(), name="approve_import"),
    path("treasury/", batches.Desk.as_view(), name="desk"),
    path("batches/", batches.BatchRegister.as_view(), name="batches"),
    path("batches/new/", batches.PutTogether.as_view(), name="put_together"),
    path("batches/<str:no>/", batches.BatchPage.as_view(), name="batch"),
    path("batches/<str:no>/release/", batches.ReleaseBatch.as_view(), name="release_batch"),
    path("batches/<str:no>/withdraw/", batches.WithdrawBatch.as_view(), name="withdraw_batch"),
    path("batches/<str:no>/bank.csv", batches.BankFile.as_view(), {"kind": "csv"}, name="bank_csv"),
    path("batches/<str:no>/bank.xlsx", batches.BankFile.as_view(), {"kind": "xlsx"}, name="bank_xlsx"),
    path("batches/<str:no>/return/", batches.RecordReturn.as_view(), name="record_return"),
    path("payments/", registers.PaymentRegister.as_view(), name="payments"),
    path("payments/<int:pk>/", pages.PaymentPage.as_view(), name="payment"),
    path("payments/<int:pk>/check/", payments.CheckPayment.as_view(), name="check_payment"),
    path("payments/<int:pk>/pay/", payments.Pay.as_view(), name="pay"),
    path("payments/<int:pk>/reject/", payments.RejectPayment.as_view(), name="reject_payment"),
]
