"""``dlcatalog serve``: build the website, show it on this machine, and keep it as the catalog is."""

import argparse
from typing import TYPE_CHECKING, Any

from dlcatalog.commands.build import add_build_options, build_description, cache_folder, make_request
from dlcatalog.commands.console import Console, ExitCode
from dlcatalog.commands.options import whole_number
from dlcatalog.commands.summaries import SUMMARIES
from dlcatalog.lang import Lang, Localized

if TYPE_CHECKING:
    from dlcatalog.serving.server import SiteServer

_PORT = Localized(
    en="port on 127.0.0.1; the next free one if it is taken (default: 8000)",
    zh="127.0.0.1 上的端口，被占用时自动用下一个（默认 8000）",
)


def register(commands: "argparse._SubParsersAction[Any]", lang: Lang) -> None:
    """Add the command."""
    summary = SUMMARIES["serve"].get(lang)
    parser = commands.add_parser("serve", help=summary, description=summary)
    add_build_options(parser, lang)
    parser.add_argument("--port", type=whole_number(lang, 0, 65535), default=8000, metavar="N", help=_PORT.get(lang))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Serve until interrupted."""
    from threading import Thread

    from dlcatalog.catalog.loader import check_root
    from dlcatalog.serving.announcements import Announcements
    from dlcatalog.serving.rebuilding import Rebuilder, Voice
    from dlcatalog.serving.server import open_server
    from dlcatalog.website.building.assembling import Manner
    from dlcatalog.website.building.place import check_ownership, find_place

    check_root(args.catalog)
    site = find_place(args.output).site
    check_ownership(site)
    announcements = Announcements()
    voice = Voice(
        console.lang, console.say, lambda result: build_description(result, make_request(args, console), console)
    )
    # One process: a fork beside the threads of the server is not safe, and a changed entry needs no second one.
    manner = Manner(processes=1, bytecode=cache_folder())
    rebuilder = Rebuilder(lambda: make_request(args, console), manner, announcements, voice)
    server = open_server(args.port, site, announcements, console.lang)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        rebuilder.look()
        _greet(server, console)
        rebuilder.watch()
    except KeyboardInterrupt:
        console.say(Localized(en="stopped", zh="已停止"))
    finally:
        announcements.close()
        server.shutdown()
        server.server_close()
    return ExitCode.CLEAN


def _greet(server: "SiteServer", console: Console) -> None:
    console.say(
        Localized(
            en=f"{server.address} shows the website; Ctrl-C ends the server",
            zh=f"网站预览：{server.address}（按 Ctrl-C 结束）",
        ),
    )
