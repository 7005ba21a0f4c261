"""Diagnostics and results as text, JSON, GitHub annotations, SARIF, JUnit and Markdown: data in, text out."""
