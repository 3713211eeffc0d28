"""Records to lists and items: adoption, overrides and 不适用, as model.md 1 says.

In: the bound records of read.py. Out: the Register and findings on adoption. A list whose adoption fails keeps
only its own items, and an override of nothing is dropped, so that one mistake stays one finding.
Names inside records are looked up later and checked by rule S02.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .bind import nearest_name
from .finding import Finding, Location
from .model import CATALOGUE, Excluded, Item, ItemList, ListHead, Node, Record
from .names import index_names
from .read import Loaded, LoadedList
from .register import Register
from .schema import Schemas

FIRST_OWN = "5001"


class _Resolver:
    """Resolves lists on demand, each once; a list that is being resolved and asked for again is a circle."""

    def __init__(self, loaded: Loaded, schemas: Schemas) -> None:
        self._loaded = loaded
        self._schemas = schemas
        self._heads: dict[str, ListHead | None] = {}
        self._lists: dict[str, ItemList] = {}
        self.findings: list[Finding] = []

    def lists(self) -> dict[str, ItemList]:
        """Every list, resolved."""
        for key in sorted(self._loaded.lists):
            self._list(key)
        return self._lists

    def _list(self, key: str) -> ItemList:
        done = self._lists.get(key)
        if done is None:
            loaded = self._loaded.lists[key]
            head = self._head(key)
            done = self._lists[key] = self._resolved(loaded, head)
        return done

    def _head(self, key: str) -> ListHead:
        known = self._heads.get(key)
        if known is not None:
            return known
        loaded = self._loaded.lists[key]
        self._heads[key] = None
        adopts = self._adopted(loaded) if loaded.header is not None else None
        folder = loaded.folder
        record = loaded.header or _silent(folder.path)
        head = ListHead(
            id=key, division=folder.division, key=folder.key, kind=folder.kind, record=record, adopts=adopts
        )
        self._heads[key] = head
        return head

    def _adopted(self, loaded: LoadedList) -> ListHead | None:
        assert loaded.header is not None
        target = loaded.header.text("adopts")
        if not target:
            return None
        other = self._loaded.lists.get(target)
        case = self._refusal(loaded, target, other)
        if case:
            nearest = nearest_name(target, list(self._loaded.lists)) if case == "adopts_unknown" else ""
            self._report(case, loaded.header, "adopts", target=target, nearest=nearest)
            return None
        return None if other is None or other.header is None else self._head(target)

    def _refusal(self, loaded: LoadedList, target: str, other: LoadedList | None) -> str:
        """Why `target` cannot be adopted, "" when it can or when its own header is already reported."""
        if other is None:
            return "adopts_unknown"
        if other.folder.kind != loaded.folder.kind:
            return "adopts_kind"
        if target == loaded.folder.id or (target in self._heads and self._heads[target] is None):
            return "adopts_circle"
        if other.header is not None and other.header.text("nature") != CATALOGUE:
            return "adopts_nature"
        if not self._is_ancestor(other.folder.division, loaded.folder.division):
            return "adopts_division"
        return ""

    def _is_ancestor(self, above: str, below: str) -> bool:
        divisions = self._loaded.references.get("divisions", {})
        seen: set[str] = set()
        while below and below not in seen:
            if below == above:
                return True
            seen.add(below)
            record = divisions.get(below)
            if record is None:  # rule S03 says so; its code alone tells where it belongs
                return below.startswith(above)
            below = record.text("parent")
        return False

    def _resolved(self, loaded: LoadedList, head: ListHead) -> ItemList:
        base = self._list(head.adopts.id) if head.adopts is not None else None
        if base is None:
            if not head.record.text("adopts"):
                for row in head.record.rows("exceptions"):
                    self._report("exception_alone", row, "serial", serial=row.text("serial"))
            items = tuple(self._own_items(loaded, head))
            return ItemList(head=head, items=items)
        under = {item.serial: item for item in base.items}
        dropped = self._exceptions(loaded, head, under)
        items = tuple(sorted(self._adopted_items(loaded, head, under, dropped), key=lambda item: item.serial))
        excluded = tuple(
            Excluded(id=f"{head.id}-{serial}", serial=serial, head=head, base=under[serial], row=row)
            for serial, row in sorted(dropped.items())
        )
        return ItemList(head=head, items=items, excluded=excluded)

    def _own_items(self, loaded: LoadedList, head: ListHead) -> Iterator[Item]:
        wants_base = bool(head.record.text("adopts")) or loaded.header is None
        required = [field.name for field in self._schemas[head.kind].required]
        for serial, record in sorted(loaded.items.items()):
            if wants_base and serial < FIRST_OWN and not all(name in record.cells for name in required):
                continue
            yield self._item(head, serial, record, None)

    def _adopted_items(
        self, loaded: LoadedList, head: ListHead, under: Mapping[str, Item], dropped: Mapping[str, Record]
    ) -> Iterator[Item]:
        for serial, item in under.items():
            if serial not in dropped and serial not in loaded.broken:
                yield self._item(head, serial, loaded.items.get(serial), item)
        for serial, record in loaded.items.items():
            if serial in dropped:
                self._report("override_excluded", record, "", serial=serial, other=dropped[serial].at("serial"))
            elif serial in under:
                continue
            elif serial >= FIRST_OWN or (head.nature == CATALOGUE and record.text("title")):
                yield self._item(head, serial, record, None)
            elif serial not in self._broken_below(head):
                assert head.adopts is not None
                self._report("override_nothing", record, "", serial=serial, catalogue=head.adopts.id)

    def _broken_below(self, head: ListHead) -> frozenset[str]:
        """Serials of the catalogues below whose files could not be read: nothing more is said about them."""
        if head.adopts is None:
            return frozenset()
        return self._loaded.lists[head.adopts.id].broken | self._broken_below(head.adopts)

    def _exceptions(self, loaded: LoadedList, head: ListHead, under: Mapping[str, Item]) -> dict[str, Record]:
        rows: dict[str, Record] = {}
        for row in loaded.header.rows("exceptions") if loaded.header is not None else ():
            serial = row.text("serial")
            if serial in rows:
                self._report("exception_twice", row, "serial", serial=serial, other=rows[serial].at("serial"))
            elif serial in under:
                rows[serial] = row
            elif serial and serial not in self._broken_below(head):
                assert head.adopts is not None
                self._report("exception_unknown", row, "serial", serial=serial, catalogue=head.adopts.id)
        return rows

    def _item(self, head: ListHead, serial: str, own: Record | None, base: Item | None) -> Item:
        item = Item(id=f"{head.id}-{serial}", serial=serial, head=head, own=own, base=base)
        extra = _derived(item, self._schemas[head.kind].meta.get("derive", {}))
        if not extra:
            return item
        return Item(id=item.id, serial=serial, head=head, own=own, base=base, extra=extra)

    def _report(self, case: str, record: Record, name: str, other: Location | None = None, **params: str) -> None:
        self.findings.append(Finding(code="S02", case=case, location=record.at(name), other=other, params=params))


def _silent(path: str) -> Record:
    """Stands for a header that is missing; its absence is already a finding."""
    return Record(table="lists", path=f"{path}/_list.yaml", line=0, cells={}, children={})


def _derived(item: Item, plan: Mapping[str, Mapping[str, Mapping[str, str]]]) -> dict[str, tuple[Record, ...]]:
    """Child rows that the schema derives where a record gives none (`derive`: when, row)."""
    extra: dict[str, tuple[Record, ...]] = {}
    for child, rule in plan.items():
        fits = all(item.text(name) == value for name, value in rule["when"].items())
        if fits and not item.rows(child):
            place = item.source
            cells = {name: Node(value, place.line, 1) for name, value in rule["row"].items()}
            row = Record(table=child, path=place.path, line=place.line, cells=cells, children={}, derived=True)
            extra[child] = (row,)
    return extra


def resolve(loaded: Loaded, schemas: Schemas) -> tuple[Register, list[Finding]]:
    """The register of a repository, and what is wrong with its adoptions."""
    resolver = _Resolver(loaded, schemas)
    lists = resolver.lists()
    items = [item.id for entry in lists.values() for item in entry.items]
    items += [f"{key}-{serial}" for key, entry in loaded.lists.items() for serial in entry.broken]
    names = index_names(loaded.references, {"lists": lists, "items": items})
    publisher = loaded.settings.get("publisher", ())
    register = Register(
        schemas=schemas,
        lists=lists,
        references=loaded.references,
        publisher=publisher[0] if publisher else Record(table="publisher", path="", line=0, cells={}, children={}),
        exemptions=loaded.settings.get("exemptions", ()),
        names=names,
    )
    return register, resolver.findings
