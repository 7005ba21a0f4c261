"""Pictures made at build time: inline SVG, coloured by the theme, each with its figures in words beside it."""
