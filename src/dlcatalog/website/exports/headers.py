"""``_headers``: what hosts that read this file (Netlify, Cloudflare Pages) send with each answer."""

from typing import Final

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'"
)
"""The content security policy of the pages; a ``meta`` element cannot say ``frame-ancestors``, a header can."""

# Names of files do not change with their content, so nothing may be kept without asking: a 304 is cheap, a page
# with last week's script is not.
_HEADERS: Final = f"""\
/*
  Content-Security-Policy: {POLICY}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Cache-Control: public, max-age=0, must-revalidate

/api/*
  Access-Control-Allow-Origin: *

/exports/*
  Access-Control-Allow-Origin: *

/exports/catalog.bib
  Content-Type: application/x-bibtex; charset=utf-8

/exports/catalog.ris
  Content-Type: application/x-research-info-systems; charset=utf-8

/exports/catalog.csv
  Content-Type: text/csv; charset=utf-8; header=present

/exports/catalog.csl.json
  Content-Type: application/vnd.citationstyles.csl+json; charset=utf-8

/api/v1/entries.ndjson
  Content-Type: application/x-ndjson; charset=utf-8

/zh/feed.atom
  Content-Type: application/atom+xml; charset=utf-8

/en/feed.atom
  Content-Type: application/atom+xml; charset=utf-8

/zh/feed.json
  Content-Type: application/feed+json; charset=utf-8

/en/feed.json
  Content-Type: application/feed+json; charset=utf-8

/zh/opensearch.xml
  Content-Type: application/opensearchdescription+xml; charset=utf-8

/en/opensearch.xml
  Content-Type: application/opensearchdescription+xml; charset=utf-8

/llms.txt
  Content-Type: text/plain; charset=utf-8
"""


def format_headers() -> str:
    """The file; it depends on nothing but this program."""
    return _HEADERS
