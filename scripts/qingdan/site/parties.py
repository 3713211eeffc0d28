"""Who does what in one item: the cards of 责任分工, the three plain lines, whom to call.

In: an item and the index. Out: `Duties` for the template. The seals are words.py's; no telephone is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from ..model import CATALOGUE, Item, Record
from ..names import OWN
from .cells import Fact, row_facts
from .engine import broken
from .index import Index, Ref
from .words import ASSIST, BACK, DO, LEAD, Seal, class_seal, here, is_grassroots, order, role


class Party(NamedTuple):
    """One row of 责任分工. `own` is true for the place's own authority, `local` for its offices."""

    seal: Seal
    part: str
    org: Ref
    duty: str | Markup
    wording: str
    weight: str
    derived: bool
    more: list[Fact]
    own: bool
    local: bool

    @property
    def aside(self) -> bool:
        """Whether there is more to say than body and duty."""
        return bool(self.wording or self.weight or self.derived or self.more)


class Call(NamedTuple):
    """Whom to call; `tel` is the number for a link, "" where it must stay text."""

    name: str
    phone: str
    tel: str


@dataclass(slots=True)
class Card:
    """One role: its bodies with their duties, and the offices that carry it out."""

    seal: Seal
    look: str
    parties: list[Party]
    offices: list[Party] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Duties:
    """What the template shows; `does` is what the place itself does, `here` how it is called."""

    cards: list[Card]
    leads: list[Ref]
    lead_duty: str | Markup
    here: str
    does: list[str | Markup]
    back: bool
    calls: list[Call]


def duties(index: Index, item: Item, *, links: bool) -> Duties | None:
    """The duties of an item, None when it has no 责任分工; `links` makes telephones links (never on demo pages)."""
    parties = sorted(_parties(index, item), key=lambda party: order(party.part))
    if not parties:
        return None
    leads = [party for party in parties if party.part == LEAD]
    own = [party for party in parties if party.own and party.duty]
    place = _place_type(index, item)
    near = [party for party in parties if party.local and party.part in (ASSIST, DO) and party.duty]
    classifier = index.schemas[item.kind].words("classifier")
    return Duties(
        cards=list(_cards(parties)),
        leads=list(dict.fromkeys(party.org for party in leads)),
        lead_duty=leads[0].duty if len(leads) == 1 and not leads[0].own else "",
        here=here(place),
        does=[party.duty for party in own or (near if is_grassroots(place) else [])],
        back=class_seal(item.text(classifier)).look == BACK,
        calls=list(_calls(index, [*offices_first(parties), *leads], links=links)),
    )


def _place_type(index: Index, item: Item) -> str:
    """The type of the item's place; of a catalogue's the places it is made for."""
    general = item.head.nature == CATALOGUE and item.head.text("scope")
    return general or index.division_type(item.division)


def _parties(index: Index, item: Item) -> Iterator[Party]:
    own_path = index.ref("organisations", OWN, item).path
    for row in item.rows("parties"):
        text = row.text("org")
        ref = index.ref("organisations", text, item)
        own = text == OWN or (bool(own_path) and ref.path == own_path)
        more = row_facts(index, row, item)
        yield _party(row, ref, more, own=own, local=_is_local(index, item, text, ref))


def _party(row: Record, ref: Ref, more: list[Fact], *, own: bool, local: bool) -> Party:
    seal, part = role(row.text("role"))
    wording = row.text("wording")
    return Party(
        seal=seal,
        part=part,
        org=ref,
        duty=broken(row.text("duty")),
        wording=wording if wording != ref.text else "",
        weight=row.text("weight"),
        derived=row.derived,
        more=more,
        own=own,
        local=local,
    )


def _is_local(index: Index, item: Item, text: str, ref: Ref) -> bool:
    return text.startswith(f"{OWN}/") or index.body_division(ref) == item.division


def offices_first(parties: Iterable[Party]) -> list[Party]:
    """The offices that carry an item out, then the place's own authority where no office is named."""
    known = list(parties)
    offices = [party for party in known if party.part == DO]
    return offices or [party for party in known if party.own]


def _cards(parties: list[Party]) -> Iterator[Card]:
    """A card for each body with a duty, one for all bodies of a role without; offices stand in their authority's."""
    home = next((party for party in parties if party.own and party.part in (LEAD, ASSIST)), None)
    inner = [party for party in parties if home is not None and party.part == DO and party.local]
    cards: dict[object, Card] = {}
    for party in parties:
        if party in inner:
            continue
        key = (party.seal.word, party.org) if party.duty else party.seal.word
        card = cards.setdefault(key, Card(seal=party.seal, look=party.seal.look, parties=[]))
        card.parties.append(party)
        if party is home:
            card.offices.extend(inner)
    yield from cards.values()


def _calls(index: Index, parties: list[Party], *, links: bool) -> Iterator[Call]:
    seen = set()
    for party in parties:
        phone = index.phone(party.org)
        if phone and phone not in seen:
            seen.add(phone)
            yield Call(party.org.text, phone, tel(phone) if links else "")


def tel(phone: str) -> str:
    """The digits of a telephone number, "" when the text is not one number."""
    digits = phone.replace("-", "").replace(" ", "")
    return digits if digits.isascii() and digits.isdecimal() else ""
