// Room People.
