"""Batch: many organisations in one command, on one machine or many, with nothing lost."""
