"""Fetching: one transport interface, and the policies around it, each a small decorator."""
