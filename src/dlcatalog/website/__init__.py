"""The website as data and as files: routes, views, exports, rendering, output, and the plan of what to rebuild."""
