"""The parts of an address that are dates: four, two and two ASCII digits; anything else is no page of ours."""


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
