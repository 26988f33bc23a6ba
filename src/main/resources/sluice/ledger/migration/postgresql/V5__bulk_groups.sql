-- State 7 is new: grouped, put into a group.

-- Deliveries that go by ingest jobs. lane: which jobs it may go in; null: it goes by record calls.
alter table delivery add column lane bigint;
alter table delivery add column row_bytes integer not null default 0; -- of its CSV row, about
alter table delivery add column bulk_group bigint;                    -- the last one that it was put in
alter table delivery add column group_row bigint;                     -- those of one record are one row: the id of its first
drop index delivery_claimable;
create index delivery_claimable on delivery (mapping, due_at, id)
  where state = 0 and unheld = 0 and direct = 0 and lane is null;
create index delivery_lane on delivery (lane, due_at, id)
  where state = 0 and unheld = 0 and direct = 0 and lane is not null;
create index delivery_grouped on delivery (bulk_group, group_row, id) where state = 7;

-- What becomes one ingest job, from its first row to its last outcome.
create table bulk_group (
  id bigint generated always as identity primary key,
  lane bigint not null,
  mapping bigint not null,
  version text not null,         -- of the mapping when the group opened
  definition text not null,
  state integer not null,        -- 0 collecting, 1 completed, 2 ready, 3 intended, 4 created, 5 uploaded, 6 closed, 7 ended, 8 done, 9 failed
  direct integer not null,       -- 1: somebody waits for it
  flush integer not null,        -- 1: to be completed as soon as its owner sees this
  merges integer not null,       -- 1: deliveries of one record share a row
  csv_rows integer not null,
  csv_bytes bigint not null,
  deliveries integer not null,
  succeeded integer not null,    -- deliveries with an outcome; retried: those that wait again
  failed integer not null,
  retried integer not null,
  exchange text,                 -- that completed it
  owner bigint,
  lease_until bigint,
  claims bigint not null,        -- the fencing token
  attempts integer not null,     -- claims since it came to its state
  opened_at bigint not null,     -- times are milliseconds since 1970
  due_at bigint not null,        -- its next step
  changed_at bigint not null,    -- when it came to its state
  intended_at bigint,
  job text,
  manifest bytea,                -- which delivery is which row
  error text not null
) with (fillfactor = 50);
create unique index bulk_group_collecting on bulk_group (lane) where state = 0;
create index bulk_group_completed on bulk_group (id) where state = 1;
create index bulk_group_active on bulk_group (due_at, id) where state >= 2 and state < 8;
create index bulk_group_over on bulk_group (changed_at) where state >= 8;

-- Mappings whose deliveries enter no further jobs until they are edited or released.
create table bulk_hold (
  mapping bigint primary key,
  version text not null,
  reason text not null,
  at bigint not null
);
