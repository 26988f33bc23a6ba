-- The oldest messageIds, to be forgotten.
create index seen_at on seen (at);
