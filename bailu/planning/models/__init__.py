"""Needs with their survey, consultation and assessment; groups admitted beyond the list; projects with costing and targets."""

from bailu.planning.models.needs import AdmittedPopulation, Consultation, Need, Survey
from bailu.planning.models.projects import CostItem, Project, Target

__all__ = ["AdmittedPopulation", "Consultation", "CostItem", "Need", "Project", "Survey", "Target"]
