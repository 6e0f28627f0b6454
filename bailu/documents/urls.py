from __future__ import annotations

from django.urls import path, re_path

from bailu.documents import views

app_name = "documents"
urlpatterns = [
    path("documents/<int:pk>/", views.DocumentPage.as_view(), name="document"),
    path("documents/<int:pk>/edit", views.EditSections.as_view(), name="edit"),
    path("documents/<int:pk>/replace", views.ReplaceWord.as_view(), name="replace"),
    path("documents/<int:pk>/print", views.PrintAgain.as_view(), name="print"),
    re_path(r"^documents/(?P<pk>\d+)/(?P<form>pdf|word|edited)$", views.DocumentFile.as_view(), name="file"),
    path("documents/attachments/<int:pk>", views.AttachmentFile.as_view(), name="attachment"),
]
