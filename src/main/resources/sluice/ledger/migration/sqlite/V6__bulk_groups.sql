-- Deliveries that go by ingest jobs. lane: which jobs it may go in; null: it goes by record calls.
alter table delivery add column lane integer;
alter table delivery add column row_bytes integer not null default 0; -- of its CSV row, about
alter table delivery add column bulk_group integer;                   -- the last one that it was put in
alter table delivery add column group_row integer;                    -- those of one record are one row: the id of its first
drop index delivery_claimable;
create index delivery_claimable on delivery (mapping, due_at, id)
  where state = 0 and unheld = 0 and direct = 0 and lane is null;
create index delivery_lane on delivery (lane, due_at, id)
  where state = 0 and unheld = 0 and direct = 0 and lane is not null;
create index delivery_grouped on delivery (bulk_group, group_row, id) where state = 7;

-- State 7: grouped, put into a group.
insert into tally (state, deliveries) values (7, 0);

-- What becomes one ingest job, from its first row to its last outcome.
create table bulk_group (
  id integer primary key autoincrement,
  lane integer not null,
  mapping integer not null,
  version text not null,         -- of the mapping when the group opened
  definition text not null,
  state integer not null,        -- 0 collecting, 1 completed, 2 ready, 3 intended, 4 created, 5 uploaded, 6 closed, 7 ended, 8 done, 9 failed
  direct integer not null,       -- 1: somebody waits for it
  flush integer not null,        -- 1: to be completed as soon as its owner sees this
  merges integer not null,       -- 1: deliveries of one record share a row
  csv_rows integer not null,
  csv_bytes integer not null,
  deliveries integer not null,
  succeeded integer not null,    -- deliveries with an outcome; retried: those that wait again
  failed integer not null,
  retried integer not null,
  exchange text,                 -- that completed it
  owner integer,
  lease_until integer,
  claims integer not null,       -- the fencing token
  attempts integer not null,     -- claims since it came to its state
  opened_at integer not null,    -- times are milliseconds since 1970
  due_at integer not null,       -- its next step
  changed_at integer not null,   -- when it came to its state
  intended_at integer,
  job text,
  manifest blob,                 -- which delivery is which row
  error text not null
) strict;
create unique index bulk_group_collecting on bulk_group (lane) where state = 0;
create index bulk_group_completed on bulk_group (id) where state = 1;
create index bulk_group_active on bulk_group (due_at, id) where state >= 2 and state < 8;
create index bulk_group_over on bulk_group (changed_at) where state >= 8;

-- Mappings whose deliveries enter no further jobs until they are edited or released.
create table bulk_hold (
  mapping integer primary key,
  version text not null,
  reason text not null,
  at integer not null
) strict;
