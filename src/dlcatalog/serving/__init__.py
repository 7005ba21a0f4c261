"""The development server with live reload."""
