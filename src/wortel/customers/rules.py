"""Decisions about people that need no database."""

import phonenumbers

SHORTEST_BEGIN = 4


class NotAPhoneNumber(ValueError):
    """Nobody can be reached under these digits."""


def normalise(kind: str, value: str, *, region: str = "NL") -> str:
    """This will give the one spelling under which an address is kept and found."""
    return normalise_phone(value, region=region) if kind == "phone" else value.strip().lower()


def normalise_phone(value: str, *, region: str) -> str:
    """This will give the number as E.164; `region` is the country of a number without country code."""
    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException as refusal:
        raise NotAPhoneNumber(value) from refusal
    if not phonenumbers.is_possible_number(number):
        raise NotAPhoneNumber(value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def begin_numbers(written: str, *, region: str) -> list[str]:
    """This will give how a number may begin of which these digits were typed so far; a name begins none."""
    digits = "".join(mark for mark in written if mark.isdigit())
    if len(digits) < SHORTEST_BEGIN or any(mark.isalpha() for mark in written):
        return []
    home = phonenumbers.country_code_for_region(region)
    return [f"+{digits.removeprefix('00')}", f"+{home}{digits.lstrip('0')}"]


def show_phone(value: str, *, region: str) -> str:
    """This will give the number as people at home in `region` write it."""
    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return value
    at_home = phonenumbers.region_code_for_number(number) == region
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)
