"""The parts of an address: dates of four, two and two ASCII digits, and keys; anything else is no page of ours."""

from django.utils.http import int_to_base36


class _Digits:
    """A whole number written with a fixed count of digits."""

    regex = ""
    width = 0

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:0{self.width}}"


class YearConverter(_Digits):
    """A year from 1900 to 2199."""

    regex = "(?:19|20|21)[0-9]{2}"
    width = 4


class MonthConverter(_Digits):
    """A month from 01 to 12."""

    regex = "0[1-9]|1[0-2]"
    width = 2


class DayConverter(_Digits):
    """A day from 01 to 31."""

    regex = "0[1-9]|[12][0-9]|3[01]"
    width = 2


class Base36Converter:
    """A key above 0 in digits and small letters, as short as can be."""

    regex = "[1-9a-z][0-9a-z]{0,11}"  # at most 36**12, less than 2**63

    def to_python(self, value: str) -> int:
        return int(value, 36)

    def to_url(self, value: int) -> str:
        return int_to_base36(value)
