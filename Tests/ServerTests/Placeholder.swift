// The tests of the loops come with the next commit.
import Testing
