"""Keeps what came and tells what it says."""
