// Room Access.
