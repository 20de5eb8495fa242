// Room Audit.
