"""Addresses of this room that its acts and queries name."""

from __future__ import annotations

from django.urls import reverse

from bailu.procurement.models import Bid, Enquiry, Procedure


def procedure_url(procedure: Procedure) -> str:
    return reverse("procurement:procedure", args=[procedure.pk])


def step_url(name: str, procedure: Procedure) -> str:
    return reverse(f"procurement:{name}", args=[procedure.pk])


def answer_url(enquiry: Enquiry) -> str:
    return reverse("procurement:answer_enquiry", args=[enquiry.pk])


def receipt_url(bid: Bid) -> str:
    return reverse("procurement:receipt", args=[bid.receipt])
