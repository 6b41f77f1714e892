"""The sample sites and the demo."""
