"""Hepatica: honest, cited answers about one article on stem cell treatment for end-stage liver disease."""

__version__ = "0.1.0"
