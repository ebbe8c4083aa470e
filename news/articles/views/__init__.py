"""Pages of the desk about one release that are no form of the admin; the admin mounts them and lends its frame."""
