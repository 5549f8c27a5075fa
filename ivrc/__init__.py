"""ivrc: a compiler from `.ivr`, a language for phone menus, to Vonage NCCO and a webhook module."""
