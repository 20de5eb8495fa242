// Room Referrals.
