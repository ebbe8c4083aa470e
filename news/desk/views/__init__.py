"""Pages of the desk beyond the forms of the admin."""
