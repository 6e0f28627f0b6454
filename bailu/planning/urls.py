from __future__ import annotations

from django.urls import path

from bailu.planning.views import admissions, calls, decisions, intentions, needs, pages, projects, proposal, questionnaires, registers

app_name = "planning"

urlpatterns = [
    path("needs/", registers.NeedRegister.as_view(), name="needs"),
    path("needs/new/", needs.StartNeed.as_view(), name="start_need"),
    path("needs/ranking/", registers.NeedRanking.as_view(), name="ranking"),
    path("needs/proposal/", proposal.BudgetProposal.as_view(), name="proposal"),
    path("needs/<str:no>/", pages.NeedPage.as_view(), name="need"),
    path("needs/<str:no>/edit/", needs.EditNeed.as_view(), name="edit_need"),
    path("needs/<str:no>/survey/", needs.RecordSurvey.as_view(), name="record_survey"),
    path("needs/<str:no>/questions/", questionnaires.DesignQuestionnaire.as_view(), name="design_questionnaire"),
    path("needs/<str:no>/questions/open/", questionnaires.OpenQuestionnaire.as_view(), name="open_questionnaire"),
    path("needs/<str:no>/questions/close/", questionnaires.CloseQuestionnaire.as_view(), name="close_questionnaire"),
    path("needs/<str:no>/answers/", questionnaires.AnswerGroup.as_view(), name="answer"),
    path("needs/<str:no>/answers/<int:pk>/<int:group>/", questionnaires.AnswerGroup.as_view(), name="answer_on"),
    path("needs/<str:no>/answers/template.xlsx", questionnaires.AnswerTemplate.as_view(), name="answer_template"),
    path("needs/<str:no>/answers/sheet/", questionnaires.ReadAnswers.as_view(), name="read_answers"),
    path("needs/<str:no>/answers/sheet/<int:pk>/", questionnaires.ImportAnswers.as_view(), name="import_answers"),
    path("needs/<str:no>/results/", questionnaires.ResultsPage.as_view(), name="results"),
    path("needs/<str:no>/consultation/", needs.RecordConsultation.as_view(), name="record_consultation"),
    path("needs/<str:no>/call/", calls.PublishCall.as_view(), name="publish_call"),
    path("needs/<str:no>/call/sum-up/", calls.SumUpCall.as_view(), name="sum_up_call"),
    path("public/needs/", calls.Calls.as_view(), name="calls"),
    path("public/needs/<int:pk>/", calls.CallPage.as_view(), name="call"),
    path("needs/<str:no>/assess/", needs.AssessNeed.as_view(), name="assess_need"),
    path("needs/<str:no>/return/", needs.ReturnNeed.as_view(), name="return_need"),
    path("needs/<str:no>/close/", needs.CloseNeed.as_view(), name="close_need"),
    path("scope/", registers.AdmissionRegister.as_view(), name="admissions"),
    path("scope/new/", admissions.RequestPopulation.as_view(), name="request_population"),
    path("scope/<str:code>/", pages.AdmissionPage.as_view(), name="admission"),
    path("scope/<str:code>/admit/", admissions.AdmitPopulation.as_view(), name="admit_population"),
    path("scope/<str:code>/refuse/", admissions.RefusePopulation.as_view(), name="refuse_population"),
    path("projects/", registers.ProjectRegister.as_view(), name="projects"),
    path("projects/new/", projects.StartProject.as_view(), name="start_project"),
    path("projects/<str:no>/", pages.ProjectPage.as_view(), name="project"),
    path("projects/<str:no>/edit/", projects.EditProject.as_view(), name="edit_project"),
    path("projects/<str:no>/costing/", projects.SetCosting.as_view(), name="set_costing"),
    path("projects/<str:no>/targets/", projects.SetTargets.as_view(), name="set_targets"),
    path("projects/<str:no>/submit/", projects.SubmitProject.as_view(), name="submit_project"),
    path("projects/<str:no>/budget/", decisions.ApproveBudget.as_view(), name="approve_budget"),
    path("projects/<str:no>/return/", decisions.ReturnProject.as_view(), name="return_project"),
    path("projects/<str:no>/declare/", decisions.Declare.as_view(), name="declare"),
    path("projects/<str:no>/accept/", decisions.AcceptDeclaration.as_view(), name="accept_declaration"),
    path("projects/<str:no>/return-declaration/", decisions.ReturnDeclaration.as_view(), name="return_declaration"),
    path("projects/<str:no>/intention/", intentions.PublishIntention.as_view(), name="publish_intention"),
    path("public/intentions/", intentions.Intentions.as_view(), name="intentions"),
    path("projects/<str:no>/cancel/", decisions.CancelProject.as_view(), name="cancel_project"),
]
