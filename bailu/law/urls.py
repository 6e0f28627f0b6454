from __future__ import annotations

from django.urls import path

from bailu.law import views

app_name = "law"
urlpatterns = [
    path("law/", views.Index.as_view(), name="index"),
    path("law/parameters/", views.Parameters.as_view(), name="parameters"),
    path("law/<str:clause_id>/", views.ClauseDetail.as_view(), name="clause"),
]
