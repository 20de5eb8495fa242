// Room Work.
