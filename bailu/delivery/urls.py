from __future__ import annotations

from django.urls import path

from bailu.delivery.views import acts, pages

app_name = "delivery"

urlpatterns = [
    path("record/", pages.MyContracts.as_view(), name="mine"),
    path("contracts/<int:pk>/service/", pages.ServicePage.as_view(), name="service"),
    path("contracts/<int:pk>/record/", acts.RecordService.as_view(), name="record"),
    path("contracts/<int:pk>/records/<uuid:key>/strike/", acts.StrikeRecord.as_view(), name="strike"),
    path("contracts/<int:pk>/staff/new/", acts.AssignStaff.as_view(), name="assign"),
    path("contracts/<int:pk>/clients/new/", acts.AddClient.as_view(), name="add_client"),
    path("staff/<int:pk>/end/", acts.EndAssignment.as_view(), name="end"),
    path("clients/<int:pk>/look/", acts.LookAtClient.as_view(), name="look"),
]
