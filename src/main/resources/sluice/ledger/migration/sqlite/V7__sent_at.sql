-- When it was claimed for sending, the last time; while it is uncertain, since when it is: nothing that it made is older.
alter table delivery add column sent_at integer;
