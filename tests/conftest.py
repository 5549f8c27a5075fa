"""What all tests share: pytest in pytest, for the plugin. Programs here are data, and not collected."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["pytester"]
collect_ignore_glob = ["*.ivr"]

# No test asks how long something takes: benchmarks/ does.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
