"""The footer of every page: who publishes, how to reach them, that a demonstration is none of the government's sites.

In: SiteInfo and the codes of publisher.yaml. Out: HTML whose links begin with ROOT, which shells.py turns into the way
to the site's root.
"""

from __future__ import annotations

from html import escape

from .info import SiteInfo

ROOT = "QDROOT/"
_LINKS = (("about/", "关于本站"), ("terms/", "使用条款"), ("accessibility/", "无障碍声明"), ("site-map/", "站点地图"))


def footer_html(info: SiteInfo) -> str:
    """主办, 联系, the codes a government site must show (else 演示站点，非政府网站), and four links."""
    codes = "　".join(escape(code) for code in info.codes) or "演示站点，非政府网站"
    words = f"主办：{escape(info.host)}　联系：{escape(info.contact)}　{codes}"
    links = "　".join(f'<a href="{ROOT}{path}">{title}</a>' for path, title in _LINKS)
    return f"<p>{words}</p><p>{links}</p>"
