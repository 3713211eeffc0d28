"""codes.py: the check character of GB 32100 against known codes, and each mistake that a copyist makes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingdan.rules.form.codes import ALPHABET, check_character, is_usci

RIGHT = ("91350100M000100Y43", "11511301008778183N", "11990101MB00000006", "12441500196720244T")
# The standard's own example of a wrong one, a lower-case letter, no code of an organisation, a letter that is not used.
WRONG = ("91350100M000100Y4Z", "91350100M000100Y44", "11511301452259996u", "TE5116020105116050", "9135010OM000100Y43")
FIRST17 = st.builds(
    lambda body, place, rest: body + place + rest,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


def other_recipe(first17: str) -> str:
    """A recipe that goes round on the web: the remainder itself, not what is missing to 31."""
    return ALPHABET[sum(ALPHABET.index(char) * 3**place for place, char in enumerate(first17)) % 31]


@pytest.mark.parametrize("code", RIGHT)
def test_known_codes_are_right(code: str) -> None:
    assert is_usci(code)
    assert check_character(code[:17]) == code[17]


@pytest.mark.parametrize("code", WRONG)
def test_wrong_codes_are_wrong(code: str) -> None:
    assert not is_usci(code)


def test_the_alphabet_leaves_out_what_looks_alike() -> None:
    assert len(ALPHABET) == 31
    assert not set("IOZSV") & set(ALPHABET)


@pytest.mark.parametrize("code", RIGHT)
def test_the_other_recipe_makes_codes_that_are_refused(code: str) -> None:
    assert other_recipe(code[:17]) != code[17]
    assert not is_usci(code[:17] + other_recipe(code[:17]))


@given(FIRST17)
def test_the_two_recipes_agree_only_on_a_remainder_of_nothing(first17: str) -> None:
    assert (check_character(first17) == other_recipe(first17)) == (check_character(first17) == "0")


@given(FIRST17, st.integers(0, 17), st.data())
def test_one_wrong_character_is_always_noticed(first17: str, place: int, data: st.DataObject) -> None:
    code = first17 + check_character(first17)
    other = data.draw(st.sampled_from([char for char in ALPHABET if char != code[place]]))
    assert is_usci(code)
    assert not is_usci(code[:place] + other + code[place + 1 :])


def test_two_neighbours_in_the_wrong_order_are_noticed() -> None:
    rng = random.Random(7)
    for _ in range(500):
        first17 = "11" + f"{rng.randrange(10**6):06d}" + "".join(rng.choice(ALPHABET) for _ in range(9))
        code = first17 + check_character(first17)
        place = rng.randrange(16)
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert swapped == code or not is_usci(swapped)
