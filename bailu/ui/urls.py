"""Drafts of forms; and the gallery of components, for those who build screens."""

from __future__ import annotations

from django.urls import path

from bailu.ui import keeping, views

app_name = "ui"
urlpatterns = [
    path("drafts/", keeping.KeepDraft.as_view(), name="keep_draft"),
    path("drafts/drop/", keeping.DropDraft.as_view(), name="drop_draft"),
    path("ui/", views.Gallery.as_view(), name="gallery"),
    path("ui/form/", views.SampleAct.as_view(), name="sample_act"),
    path("ui/public/", views.PublicGallery.as_view(), name="public_gallery"),
]
