"""The command `qingdan`: check, calendar, build, serve, new.

Exit status 0: clean (提醒 alone is clean), 1: the lists have mistakes, 2: the tool or its environment failed.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from . import __version__
from .blank import write_blank
from .errors import ToolError
from .home import Home, open_home
from .pipeline import Checked, build, build_inside, check, check_calendar, inspect
from .progress import Reporter
from .report import FORMATS, render
from .rules.personal import mask
from .schedule import FORMS, render_schedule
from .serve import serve_site
from .site.build import SiteOptions

CLEAN, FOUND, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status."""
    options = _parser().parse_args(arguments)
    _print_anything()
    try:
        home = open_home(options.root)
        status: int = options.run(home, options)
        sys.stdout.flush()
    except ToolError as error:
        print(f"工具或环境有问题：{mask(str(error))}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("已中断，原来的网站没有动。", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        print(f"工具或环境有问题：{error.strerror or error}（{mask(str(error.filename or '文件'))}）", file=sys.stderr)
        return FAILED
    return status


def _print_anything() -> None:
    """Characters that a terminal's encoding lacks become question marks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="qingdan", description="清单公开：检查清单，生成网站和开放数据。")
    parser.add_argument(
        "--root", type=Path, default=Path(), metavar="目录", help="仓库所在目录（默认当前目录），里面要有 lists/"
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")
    _add_check(commands.add_parser("check", help="检查全部清单"))
    _add_calendar(commands.add_parser("calendar", help="看哪些已经到期，哪些没有达到要求"))
    _add_build(commands.add_parser("build", help="检查，然后生成 build/site"))
    _add_serve(commands.add_parser("serve", help="生成网站并在本机查看，改了清单自动重做"))
    _add_new(commands.add_parser("new", help="写一份带说明的空白事项"))
    return parser


def _add_check(parser: argparse.ArgumentParser) -> None:
    _add_today(parser)
    _add_since(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式")
    parser.set_defaults(run=_check)


def _add_calendar(parser: argparse.ArgumentParser) -> None:
    _add_today(parser)
    parser.add_argument("--format", choices=FORMS, default="text", help="输出格式；markdown 没有到期的就是空的")
    parser.set_defaults(run=_calendar)


def _add_build(parser: argparse.ArgumentParser) -> None:
    _add_today(parser)
    _add_since(parser)
    _add_site(parser)
    parser.add_argument(
        "--internal", action="store_true", help="生成 build/internal：带草案的网站、检查结果、豁免和期限，不得公开"
    )
    parser.set_defaults(run=_build)


def _add_serve(parser: argparse.ArgumentParser) -> None:
    _add_today(parser)
    _add_site(parser)
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    parser.set_defaults(run=_serve, since="", internal=False)


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="清单", help="清单的文件夹名，如 duty、decision-2026")
    parser.add_argument("division", metavar="区划代码", help="如 990101101")
    parser.set_defaults(run=_new)


def _add_today(parser: argparse.ArgumentParser) -> None:
    help_text = "按哪一天来算期限（默认今天），如 2026-01-20"
    parser.add_argument("--today", type=date.fromisoformat, default=None, metavar="日期", help=help_text)


def _add_since(parser: argparse.ArgumentParser) -> None:
    help_text = "同 git 里的哪一版比较，核对改动有没有说明，如 main、标签或者提交编号（默认不比较）"
    parser.add_argument("--since", default="", metavar="版本", help=help_text)


def _add_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--generator", choices=("mkdocs", "zensical"), default="mkdocs", help="用哪个网站生成器")
    parser.add_argument("--url", default="", metavar="网址", help="网站的正式网址（默认按 publisher.yaml）")


def _today() -> date:
    """The day on the wall calendar: the command is the only place that asks for it."""
    return datetime.now().astimezone().date()


def _check(home: Home, options: argparse.Namespace) -> int:
    reporter = Reporter(quiet=options.format != "text")
    checked = check(home, options.today or _today(), reporter, options.since)
    sys.stdout.write(render(checked.findings, checked.register, options.format))
    return FOUND if checked.blocked else CLEAN


def _calendar(home: Home, options: argparse.Namespace) -> int:
    """Ends with 0 whatever is due: no job of a schedule fails for it."""
    today = options.today or _today()
    due = check_calendar(home, today, Reporter(quiet=options.format != "text"))
    sys.stdout.write(render_schedule(due.findings, due.register, today, due.faults, options.format))
    return CLEAN


def _build_inside(home: Home, options: argparse.Namespace, reporter: Reporter) -> int:
    state = inspect(home, options.today or _today(), reporter, options.since)
    sys.stdout.write(render(state.findings, state.register, "text"))
    sys.stdout.flush()
    folder = build_inside(home, state, SiteOptions(generator=options.generator), reporter)
    left_out = "，没有草稿网站：上面“必须改正”的地方改好后再来" if state.blocked else ""
    print(f"内部稿已生成（不得公开）：{folder}{left_out}", file=sys.stderr)
    return FOUND if state.blocked else CLEAN


def _build(home: Home, options: argparse.Namespace) -> int:
    reporter = Reporter()
    if options.internal:
        return _build_inside(home, options, reporter)
    checked = _checked(home, options, reporter)
    if checked.blocked:
        print("没有生成网站：上面“必须改正”的地方改好后再来。原来的网站没有动。", file=sys.stderr)
        return FOUND
    site = build(home, checked, site_options(checked, options), reporter)
    print(f"网站已生成：{site}", file=sys.stderr)
    return CLEAN


def _checked(home: Home, options: argparse.Namespace, reporter: Reporter) -> Checked:
    checked = check(home, options.today or _today(), reporter, options.since)
    sys.stdout.write(render(checked.findings, checked.register, "text"))
    sys.stdout.flush()
    return checked


def site_options(checked: Checked, options: argparse.Namespace) -> SiteOptions:
    """How the site is built: the command's words before those of publisher.yaml."""
    return SiteOptions(url=options.url or checked.register.publisher.text("url"), generator=options.generator)


def _serve(home: Home, options: argparse.Namespace) -> int:
    def rebuild() -> bool:
        return _build(home, options) == CLEAN

    serve_site(home, options.port, rebuild)
    return CLEAN


def _new(home: Home, options: argparse.Namespace) -> int:
    path = write_blank(home, options.kind, options.division)
    print(f"已写好空白事项：{path}", file=sys.stderr)
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
