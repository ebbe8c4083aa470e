"""The invented city of Tanjung Selasih: what `demo` loads, as data, and the code that draws its pictures."""
