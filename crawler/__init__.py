"""Walks the declared sources and composes the other two rooms."""
