// Room Partners.
