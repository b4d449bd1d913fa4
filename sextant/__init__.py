"""The Sextant core: everything that is neither knowledge, nor agent, nor template."""

__version__ = "0.1.0"
