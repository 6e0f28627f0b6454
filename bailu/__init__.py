"""白鹭: a government's purchase of social work services, from need to evaluated, paid contract."""

__version__ = "0.1.0"
