"""How fast: figures measured against a bare view, a library's own loop, or the same page in a small city. ``make bench``."""
