"""The views of the public site, one module a thing; each makes one call into its room and shows the result."""
