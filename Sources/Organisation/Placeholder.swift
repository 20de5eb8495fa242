// Room Organisation.
