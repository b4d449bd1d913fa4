"""The portfolio: what the assessments of many organisations say together."""
