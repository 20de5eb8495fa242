// Room Vocabulary.
