// Room Pipeline.
