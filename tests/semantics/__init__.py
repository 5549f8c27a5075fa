"""Tests of what names and expressions mean."""
