"""Screens and data for everybody, without a sign-in."""
