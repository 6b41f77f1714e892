"""Reads the text of a payload: bytes in, Document out. This room touches nothing."""
