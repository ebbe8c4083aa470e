"""How text comes in: raw text is read into a draft, and every guess is shown as a guess."""
