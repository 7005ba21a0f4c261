"""Make a Hugo project of the same content as a synthetic catalog, so that both can be timed on the same pages.

    python benchmarks/hugo_site.py CATALOG PROJECT              write the whole project
    python benchmarks/hugo_site.py CATALOG PROJECT --only ID    write one changed entry again

The conversion is not timed, which is a head start for Hugo: it reads one Markdown file for each entry and language and
never sees the catalog. Pages: every entry, shelves of 100 cards a page, every topic with twelve cards of each kind, the list of
topics, the home page, catalog.json and a sitemap, in both languages. It is spared what only this program's pages have:
relations from the other side, citations in four formats, link states, and the pages of statistics, timeline and
glossary.
"""

import argparse
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

LANGS = ("zh", "en")
WORDS: Mapping[str, tuple[str, str]] = {
    "site": ("合成目录", "Synthetic catalog"),
    "tagline": ("由程序生成，用来给程序计时", "Made by a program, to time a program"),
    "home": ("首页", "Home"), "topics": ("主题", "Topics"), "entries": ("条目", "Entries"),
    "authors": ("作者", "Authors"), "year": ("年份", "Year"), "level": ("难度", "Level"), "cost": ("费用", "Cost"),
    "language": ("语言", "Language"), "kind": ("类别", "Kind"), "links": ("链接", "Links"), "notes": ("说明", "Notes"),
    "related": ("相关条目", "Related entries"), "switch": ("English", "中文"), "skip": ("跳到正文", "Skip to content"),
    "newest": ("最近加入", "Newest"), "previous": ("上一页", "Previous"), "next": ("下一页", "Next"),
    "footer": ("数据采用 CC BY 4.0 许可。", "Data are licensed under CC BY 4.0."),
    "kind_library": ("库", "Library"), "kind_course": ("课程", "Course"), "kind_book": ("书籍", "Book"),
    "kind_paper": ("论文", "Paper"), "kind_site": ("网站", "Site"),
    "level_beginner": ("入门", "Beginner"), "level_intermediate": ("进阶", "Intermediate"),
    "level_advanced": ("高级", "Advanced"), "cost_free": ("免费", "Free"), "cost_paid": ("收费", "Paid"),
    "relation_prerequisite": ("先读", "Read first"), "relation_extends": ("扩展自", "Extends"),
    "relation_uses": ("使用", "Uses"), "relation_see-also": ("参见", "See also"),
    "role_home": ("主页", "Home page"), "role_code": ("代码", "Code"), "role_docs": ("文档", "Documentation"),
    "role_video": ("视频", "Video"), "role_slides": ("幻灯片", "Slides"), "role_discussion": ("讨论", "Discussion"),
}  # fmt: skip

CONFIG = """\
baseURL = "https://catalog.example.org/"
defaultContentLanguage = "zh"
defaultContentLanguageInSubdir = true
disableKinds = ["section", "rss", "404", "robotstxt"]
uglyURLs = true
disableDefaultLanguageRedirect = true
timeout = "900s"
[pagination]
pagerSize = 100
[taxonomies]
topic = "topics"
kind = "kinds"
[languages.zh]
contentDir = "content/zh"
title = "合成目录"
weight = 1
[languages.en]
contentDir = "content/en"
title = "Synthetic catalog"
weight = 2
[outputs]
home = ["html", "json"]
taxonomy = ["html"]
term = ["html"]
page = ["html"]
[outputFormats.json]
baseName = "catalog"
[markup.goldmark.extensions]
typographer = false
[markup.highlight]
codeFences = false
"""

LAYOUTS: Mapping[str, str] = {
    "baseof.html": """<!doctype html>
<html lang="{{ site.Language.Lang }}">
<head>
{{ partial "head.html" . }}
{{ block "data" . }}{{ end }}
</head>
<body>
{{ partialCached "top.html" . site.Language.Lang }}
{{- range .Translations }}
<p class="switch"><a rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .RelPermalink }}">{{ T "switch" }}</a></p>
{{- end }}
<main id="main">
{{ block "main" . }}{{ end }}
</main>
{{ partialCached "foot.html" . site.Language.Lang }}
</body>
</html>
""",
    "_partials/head.html": """<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} · {{ site.Title }}</title>
<meta name="description" content="{{ .Params.summary | default (T "tagline") }}">
<link rel="canonical" href="{{ .Permalink }}">
{{- range .AllTranslations }}
<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">
{{- end }}
<meta property="og:type" content="article">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:description" content="{{ .Params.summary }}">
<meta property="og:url" content="{{ .Permalink }}">
<meta property="og:locale" content="{{ site.Language.Lang }}">
<link rel="stylesheet" href="/assets/site.css">""",
    "_partials/top.html": """<a class="skip" href="#main">{{ T "skip" }}</a>
<header><p>{{ site.Title }}</p><nav><ul>
<li><a href="{{ "/" | relLangURL }}">{{ T "home" }}</a></li>
{{- range slice "library" "course" "book" "paper" "site" }}
<li><a href="{{ printf "/kinds/%s.html" . | relLangURL }}">{{ T (printf "kind_%s" .) }}</a></li>
{{- end }}
<li><a href="{{ "/topics.html" | relLangURL }}">{{ T "topics" }}</a></li>
</ul></nav></header>""",
    "_partials/foot.html": """<footer><p>{{ T "footer" }}</p><p><a href="{{ "/catalog.json" | relLangURL }}">JSON</a></p></footer>""",
    "_partials/topics.html": """<ul class="topics">
{{- range .Params.topics }}
<li><a href="{{ printf "/topics/%s.html" . | relLangURL }}">{{ index hugo.Data.topics . site.Language.Lang }}</a></li>
{{- end }}
</ul>""",
    "_partials/card.html": """{{ $kind := index .Params.kinds 0 -}}
<li class="card"><h3><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
<p>{{ T (printf "kind_%s" $kind) }} · {{ .Params.year }} · {{ T (printf "level_%s" .Params.level) }} · {{ T (printf "cost_%s" .Params.cost) }}</p>
<p>{{ delimit .Params.authors ", " }}</p>
<p>{{ .Params.summary }}</p>
{{ partial "topics.html" . }}
</li>""",
    "_partials/crumbs.html": """{{ $kind := index .Params.kinds 0 -}}
<nav><ol><li><a href="{{ "/" | relLangURL }}">{{ T "home" }}</a></li>
<li><a href="{{ printf "/kinds/%s.html" $kind | relLangURL }}">{{ T (printf "kind_%s" $kind) }}</a></li></ol></nav>""",
    "_partials/data.html": """{{ $authors := slice }}
{{- range .Params.authors }}{{ $authors = $authors | append (dict "@type" "Person" "name" .) }}{{ end -}}
{{ $thing := dict "@type" "CreativeWork" "name" .Title "description" .Params.summary "author" $authors
  "datePublished" (string .Params.year) "keywords" .Params.topics "inLanguage" .Params.language -}}
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "WebPage" "url" .Permalink
  "name" .Title "inLanguage" site.Language.Lang "mainEntity" $thing | jsonify | safeJS }}</script>""",
    "page.html": """{{ define "data" }}{{ partial "data.html" . }}{{ end }}
{{ define "main" }}{{ $kind := index .Params.kinds 0 -}}
{{ partial "crumbs.html" . }}
<article>
<h1>{{ .Title }}</h1>
{{- range .Translations }}
<p lang="{{ .Language.Lang }}">{{ .Title }}</p>
{{- end }}
<p>{{ .Params.summary }}</p>
<dl>
<dt>{{ T "kind" }}</dt><dd>{{ T (printf "kind_%s" $kind) }}</dd>
<dt>{{ T "year" }}</dt><dd>{{ .Params.year }}</dd>
<dt>{{ T "level" }}</dt><dd>{{ T (printf "level_%s" .Params.level) }}</dd>
<dt>{{ T "cost" }}</dt><dd>{{ T (printf "cost_%s" .Params.cost) }}</dd>
<dt>{{ T "language" }}</dt><dd>{{ delimit .Params.language ", " }}</dd>
<dt>{{ T "authors" }}</dt><dd>{{ delimit .Params.authors ", " }}</dd>
</dl>
{{ partial "topics.html" . }}
<section><h2>{{ T "links" }}</h2><ul>
{{- range .Params.links }}
<li><a rel="nofollow noopener" href="{{ .url }}">{{ T (printf "role_%s" .role) }}</a> <span>{{ (urls.Parse .url).Host }}</span></li>
{{- end }}
</ul></section>
<section><h2>{{ T "notes" }}</h2>
{{ .Content }}
</section>
{{- with .Params.relations }}
<section><h2>{{ T "related" }}</h2><dl>
{{- range $relation, $targets := . }}
<dt>{{ T (printf "relation_%s" $relation) }}</dt>
{{- range $targets }}{{ with site.GetPage (printf "/entries/%s" .) }}
<dd><a href="{{ .RelPermalink }}">{{ .Title }}</a></dd>
{{- end }}{{ end }}
{{- end }}
</dl></section>
{{- end }}
</article>
{{ end }}
""",
    "home.html": """{{ define "main" }}
<h1>{{ site.Title }}</h1><p>{{ T "tagline" }}</p><p>{{ T "entries" }}: {{ len site.RegularPages }}</p>
<h2>{{ T "newest" }}</h2><ul class="cards">
{{- range first 12 site.RegularPages }}
{{ partial "card.html" . }}
{{- end }}
</ul>
{{ end }}
""",
    "home.json": """[
{{- range $at, $entry := site.RegularPages }}{{ if $at }},{{ end }}
{{ dict "id" .Params.entry_id "kind" (index .Params.kinds 0) "title" .Title "summary" .Params.summary "notes" .RawContent
  "year" .Params.year "level" .Params.level "cost" .Params.cost "authors" .Params.authors "topics" .Params.topics
  "links" .Params.links "relations" .Params.relations "url" .RelPermalink | jsonify }}
{{- end }}
]
""",
    "term.html": """{{ define "main" }}
<h1>{{ .Title }}</h1><p>{{ T "entries" }}: {{ len .Pages }}</p>
{{- if eq .Data.Plural "kinds" }}
<ul class="cards">
{{- range (.Paginate .Pages).Pages }}
{{ partial "card.html" . }}
{{- end }}
</ul>
{{- else }}
{{- range .Pages.GroupByParam "kind_of_entry" }}
<h2>{{ .Key }} ({{ len .Pages }})</h2>
<ul class="cards">
{{- range first 12 .Pages }}
{{ partial "card.html" . }}
{{- end }}
</ul>
{{- end }}
{{- end }}
{{- if eq .Data.Plural "kinds" }}{{ with .Paginator }}
<nav>{{ with .Prev }}<a href="{{ .URL }}">{{ T "previous" }}</a>{{ end }} {{ with .Next }}<a href="{{ .URL }}">{{ T "next" }}</a>{{ end }}</nav>
{{- end }}{{ end }}
{{ end }}
""",
    "taxonomy.html": """{{ define "main" }}
<h1>{{ .Title }}</h1><ul>
{{- range .Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> ({{ len .Pages }})</li>
{{- end }}
</ul>
{{ end }}
""",
}
FOLDERS = {"libraries": "library", "courses": "course", "books": "book", "papers": "paper", "sites": "site"}


def read_yaml(path: Path) -> Any:
    """Read a file of the catalog."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def write(path: Path, text: str) -> None:
    """Write a file of the project."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_entry(project: Path, path: Path, weight: int) -> None:
    """Write the two pages of an entry. Front matter in JSON, which Hugo reads faster than YAML."""
    entry = read_yaml(path)
    for lang in LANGS:
        meta = {
            "title": entry["title"][lang],
            "weight": weight,
            "entry_id": path.stem,
            "summary": entry["summary"][lang],
            "kinds": [FOLDERS[path.parent.name]],
            "kind_of_entry": FOLDERS[path.parent.name],
            "links": entry["links"],
            "relations": entry.get("relations", {}),
        } | {key: entry[key] for key in ("authors", "year", "level", "cost", "language", "topics")}
        text = f"{json.dumps(meta, ensure_ascii=False, indent=1)}\n{entry['notes'][lang]}"
        write(project / "content" / lang / "entries" / f"{path.stem}.md", text)


def write_project(catalog: Path, project: Path) -> None:
    """Write the whole project anew."""
    shutil.rmtree(project, ignore_errors=True)
    write(project / "hugo.toml", CONFIG)
    for name, text in LAYOUTS.items():
        write(project / "layouts" / name, text)
    topics = read_yaml(catalog / "topics.yaml")["topics"]
    write(
        project / "data" / "topics.json",
        json.dumps({topic["id"]: topic["name"] for topic in topics}, ensure_ascii=False),
    )
    for at, lang in enumerate(LANGS):
        words = "".join(
            f"{json.dumps(key)} = {json.dumps(pair[at], ensure_ascii=False)}\n" for key, pair in WORDS.items()
        )
        write(project / "i18n" / f"{lang}.toml", words)
        titles = {"": WORDS["site"][at], "topics": WORDS["topics"][at], "kinds": WORDS["kind"][at]}
        titles |= {f"topics/{topic['id']}": topic["name"][lang] for topic in topics}
        titles |= {f"kinds/{kind}": WORDS[f"kind_{kind}"][at] for kind in FOLDERS.values()}
        for folder, title in titles.items():
            write(
                project / "content" / lang / folder / "_index.md",
                json.dumps({"title": title}, ensure_ascii=False) + "\n",
            )
    paths = sorted(path for folder in FOLDERS for path in (catalog / folder).glob("*.yaml"))
    for path in paths:
        write_entry(project, path, weight_of(path))
    write(project / "static" / "assets" / "site.css", "body{max-width:64rem;margin:auto}")


def weight_of(path: Path) -> int:
    """The place of an entry among all: its number."""
    return int(path.stem.rpartition("-")[2]) + 1


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("catalog", type=Path)
    parser.add_argument("project", type=Path)
    parser.add_argument("--only", metavar="ID")
    args = parser.parse_args()
    if args.only is None:
        write_project(args.catalog, args.project)
    else:
        (path,) = args.catalog.glob(f"*/{args.only}.yaml")
        write_entry(args.project, path, weight_of(path))


if __name__ == "__main__":
    main()
