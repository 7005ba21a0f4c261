"""OpenSearch description: lets a browser search the catalog from its address bar."""

from dlcatalog.lang import Lang
from dlcatalog.website.exports.item import Context
from dlcatalog.website.exports.markup import escape_xml

_LONGEST_SHORT_NAME = 16


def format_opensearch(context: Context, lang: Lang) -> str:
    """The description in one language; browsers take absolute addresses only, so ``context.base_url`` must be set."""
    search = f"{context.base_url}{lang.value}/search.html?q={{searchTerms}}"
    itself = f"{context.base_url}{lang.value}/opensearch.xml"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"  <ShortName>{escape_xml(context.catalog.site.title.get(lang)[:_LONGEST_SHORT_NAME])}</ShortName>\n"
        f"  <Description>{escape_xml(context.catalog.site.tagline.get(lang)[:1024])}</Description>\n"
        f"  <Language>{lang.tag}</Language>\n"
        "  <InputEncoding>UTF-8</InputEncoding>\n"
        "  <OutputEncoding>UTF-8</OutputEncoding>\n"
        f'  <Url type="text/html" template="{escape_xml(search)}"/>\n'
        f'  <Url type="application/opensearchdescription+xml" rel="self" template="{escape_xml(itself)}"/>\n'
        "</OpenSearchDescription>\n"
    )
