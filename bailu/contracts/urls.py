from __future__ import annotations

from django.urls import path

from bailu.contracts.views import acts, claims, pages, registers

app_name = "contracts"

urlpatterns = [
    path("contracts/", registers.ContractRegister.as_view(), name="register"),
    path("contracts/draft/<str:no>/", acts.DraftContract.as_view(), name="draft"),
    path("contracts/<int:pk>/", pages.ContractPage.as_view(), name="contract"),
    path("contracts/<int:pk>/edit/", acts.EditContract.as_view(), name="edit"),
    path("contracts/<int:pk>/offer/", acts.OfferContract.as_view(), name="offer"),
    path("contracts/<int:pk>/redraft/", acts.RedraftContract.as_view(), name="redraft"),
    path("contracts/<int:pk>/sign/", acts.SignContract.as_view(), name="sign"),
    path("contracts/<int:pk>/publish/", acts.PublishContract.as_view(), name="publish"),
    path("contracts/<int:pk>/file/", acts.FileContract.as_view(), name="file"),
    path("contracts/<int:pk>/start/", acts.StartService.as_view(), name="start"),
    path("contracts/<int:pk>/claims/<int:no>/new/", claims.NewClaim.as_view(), name="claim"),
    path("claims/", registers.ClaimRegister.as_view(), name="claims"),
    path("claims/<int:pk>/approve/", claims.ApproveClaim.as_view(), name="approve"),
    path("claims/<int:pk>/return/", claims.ReturnClaim.as_view(), name="return"),
]
