"""Tests of what generated modules import."""
