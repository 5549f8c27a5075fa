"""What all tests share: pytest in pytest, for the plugin. Programs here are data, and not collected."""

pytest_plugins = ["pytester"]
collect_ignore_glob = ["*.ivr"]
