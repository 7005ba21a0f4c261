"""What the server adds to a page: a script that reloads it, and the words for a website that cannot be built."""

import html
import json

from dlcatalog.lang import Lang, Localized
from dlcatalog.serving.announcements import News

FOLDER = "/-/dlcatalog/"
EVENTS = f"{FOLDER}events"
SCRIPT = f"{FOLDER}reload.js"
STYLE = f"{FOLDER}reload.css"
_TAG = f'<script src="{SCRIPT}" defer></script>'.encode("ascii")

_HEADING = Localized(
    en="The catalog has faults; this is the last good website", zh="目录有错误，当前显示的是上一次成功生成的网站"
)
_NO_SITE = Localized(en="The catalog has faults, and there is no website yet", zh="目录有错误，还没有可以显示的网站")
_CLOSE = Localized(en="Close", zh="关闭")

_SCRIPT_TEXT = """\
(() => {
  "use strict";
  const words = %(words)s;
  let build = null;
  let box = null;
  const hide = () => { if (box) { box.remove(); box = null; } };
  const show = (text) => {
    hide();
    box = document.createElement("div");
    box.className = "dlcatalog-fault";
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-label", words.heading);
    const heading = document.createElement("h2");
    heading.textContent = words.heading;
    const pre = document.createElement("pre");
    pre.textContent = text;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.close;
    button.addEventListener("click", hide);
    box.append(heading, pre, button);
    document.body.append(box);
  };
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "%(style)s";
  document.head.append(style);
  const source = new EventSource("%(events)s");
  source.addEventListener("news", (event) => {
    const news = JSON.parse(event.data);
    if (build !== null && news.build !== build) { location.reload(); return; }
    build = news.build;
    if (news.fault) { show(news.fault); } else { hide(); }
  });
  addEventListener("pagehide", () => source.close());
})();
"""

STYLE_TEXT = """\
.dlcatalog-fault {
  position: fixed; inset: 0; z-index: 2147483647; overflow: auto; padding: 2rem;
  background: #1b1d23; color: #f4f4f5; font: 16px/1.6 ui-sans-serif, system-ui, "Noto Sans CJK SC", sans-serif;
}
.dlcatalog-fault > * { all: revert; }
.dlcatalog-fault h2 { margin: 0 0 1rem; font-size: 1.25rem; color: #ffb4ab; }
.dlcatalog-fault pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.6 ui-monospace, monospace; }
.dlcatalog-fault button { font: inherit; min-height: 2.5rem; padding: 0 1rem; }
"""


def script_text(lang: Lang) -> str:
    """The script, with its words in the language of the terminal: it speaks to the same person."""
    words = {"heading": _HEADING.get(lang), "close": _CLOSE.get(lang)}
    return _SCRIPT_TEXT % {"words": json.dumps(words), "style": STYLE, "events": EVENTS}


def add_script(page: bytes) -> bytes:
    """Put the script into a page. It is a file of the same origin, so the page's content policy allows it."""
    before, found, after = page.partition(b"</head>")
    return before + _TAG + found + after if found else page + _TAG


def format_event(news: News) -> bytes:
    """One server-sent event."""
    data = json.dumps({"build": news.build, "fault": news.fault})
    return f"event: news\ndata: {data}\n\n".encode()


def fault_page(news: News, lang: Lang) -> bytes:
    """The page that stands for every other while there is no website at all."""
    heading = html.escape(_NO_SITE.get(lang))
    text = html.escape(news.fault)
    page = f'<!doctype html><html lang="{lang.tag}"><head><meta charset="utf-8"><title>{heading}</title>'
    page += f'<link rel="stylesheet" href="{STYLE}"></head><body><div class="dlcatalog-fault"><h2>{heading}</h2>'
    return add_script(f"{page}<pre>{text}</pre></div></body></html>".encode())
