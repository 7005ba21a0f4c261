"""``robots.txt``: everybody may read everything."""

from dlcatalog.website.exports.item import Context


def format_robots(context: Context) -> str:
    """All is allowed; the sitemap is named where it exists, which takes a base URL."""
    sitemap = f"\nSitemap: {context.base_url}sitemap.xml\n" if context.base_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"
