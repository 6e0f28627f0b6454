from __future__ import annotations

from django.urls import path

from bailu.demo import views

app_name = "demo"
urlpatterns = [path("demo/clock/", views.move_clock, name="clock")]
