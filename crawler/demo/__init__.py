"""Sample sites at real addresses, served on the loopback, and the demo that crawls them for two simulated nights."""

from crawler.demo.server import Asked, Serving, serve
from crawler.demo.site import addresses, answer
from crawler.demo.tour import run_child, run_demo

__all__ = ["Asked", "Serving", "addresses", "answer", "run_child", "run_demo", "serve"]
