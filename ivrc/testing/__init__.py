"""Tests of call flows: scripts played on the generated webhook module by the virtual voice platform."""
