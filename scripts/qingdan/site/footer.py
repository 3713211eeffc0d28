"""The footer's words: who publishes, how to reach them, that a demonstration is none of the government's sites.

In: SiteInfo. Out: HTML for mkdocs.yml's `copyright`; the links beside it stand in docs/overrides.
"""

from __future__ import annotations

from html import escape

from .info import SiteInfo


def footer_html(info: SiteInfo) -> str:
    """主办, 联系, and the codes a government site must show (else 演示站点，非政府网站)."""
    codes = "　".join(escape(code) for code in info.codes) or "演示站点，非政府网站"
    return f"主办：{escape(info.host)}　联系：{escape(info.contact)}　{codes}"
