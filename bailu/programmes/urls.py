from __future__ import annotations

from django.urls import path

from bailu.programmes.views import acts, library, pages, registers, work

app_name = "programmes"

urlpatterns = [
    path("pilot/", pages.CalendarPage.as_view(), name="calendar"),
    path("pilot/sites/", registers.SiteRegister.as_view(), name="sites"),
    path("pilot/lists/", registers.ApplicationRegister.as_view(), name="applications"),
    path("pilot/lists/new/", acts.NameSites.as_view(), name="name_sites"),
    path("pilot/lists/<str:no>/", pages.ApplicationPage.as_view(), name="application"),
    path("pilot/lists/<str:no>/mend/", acts.MendSites.as_view(), name="mend_sites"),
    path("pilot/lists/<str:no>/approve/", acts.ApproveSites.as_view(), name="approve_sites"),
    path("pilot/lists/<str:no>/return/", acts.ReturnSites.as_view(), name="return_sites"),
    path("pilot/lists/<str:no>/refuse/", acts.RefuseSites.as_view(), name="refuse_sites"),
    path("pilot/tree/", work.TreePage.as_view(), name="tree"),
    path("pilot/work/", work.AssignmentRegister.as_view(), name="assignments"),
    path("pilot/work/new/", work.Assign.as_view(), name="assign"),
    path("pilot/work/<str:no>/", work.AssignmentPage.as_view(), name="assignment"),
    path("pilot/work/<str:no>/report/", work.ReportAssignment.as_view(), name="report_assignment"),
    path("pilot/work/<str:no>/confirm/", work.ConfirmAssignment.as_view(), name="confirm_assignment"),
    path("pilot/work/<str:no>/return/", work.GiveBackAssignment.as_view(), name="give_back_assignment"),
    path("pilot/work/<str:no>/withdraw/", work.WithdrawAssignment.as_view(), name="withdraw_assignment"),
]

urlpatterns += [
    path("library/", library.PaperRegister.as_view(), name="papers"),
    path("library/new/", library.DraftPaper.as_view(), name="draft_paper"),
    path("library/<str:no>/", library.PaperPage.as_view(), name="paper"),
    path("library/<str:no>/revise/", library.RevisePaper.as_view(), name="revise_paper"),
    path("library/<str:no>/replace/", library.ReplacePaper.as_view(), name="replace_paper"),
    path("library/<str:no>/issue/", library.IssuePaper.as_view(), name="issue_paper"),
    path("library/<str:no>/return/", library.GiveBackPaper.as_view(), name="give_back_paper"),
    path("library/<str:no>/withdraw/", library.WithdrawPaper.as_view(), name="withdraw_paper"),
    path("library/<str:no>/read/", library.ReadPaper.as_view(), name="read_paper"),
    path("library/<str:no>/readers/", library.ReaderRegister.as_view(), name="paper_readers"),
]
