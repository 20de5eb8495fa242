// Room Demonstration.
