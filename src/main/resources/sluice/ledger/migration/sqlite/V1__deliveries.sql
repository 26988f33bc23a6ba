-- Names that rows repeat (sources, mappings, actions, operations, sObjects, owners), so that rows hold small integers.
create table name (
  id integer primary key,
  text text not null unique
) strict;

-- Deliveries per state, kept in the same transactions that move them: counting needs no scan.
create table tally (
  state integer primary key,
  deliveries integer not null
) strict;
insert into tally (state, deliveries) values (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0);

-- Events, away from the rows that change; uses: deliveries that still need it.
create table payload (
  id integer primary key,
  uses integer not null,
  body blob not null
) strict;

create table delivery (
  id integer primary key,        -- order of arrival
  payload integer,               -- null once it is done
  source integer not null,
  message_id text not null,
  mapping integer not null,
  action integer not null,
  state integer not null,        -- 0 waiting, 1 sending, 2 delivered, 3 skipped, 4 dead, 5 failed
  direct integer not null,       -- 1: somebody waits for it; never claimed from the queue
  unheld integer not null,       -- record keys that an earlier delivery holds; 0: it is its turn
  attempts integer not null,     -- those that count
  claims integer not null,       -- all of them: the fencing token
  uncertain integer not null,    -- 1: Salesforce may have done it already
  received_at integer not null,  -- times are milliseconds since 1970
  due_at integer not null,
  changed_at integer not null,
  owner integer,                 -- set while sending
  lease_until integer,
  record_keys blob               -- 16 bytes each; null once it is done
) strict;
create index delivery_claimable on delivery (mapping, due_at, id) where state = 0 and unheld = 0 and direct = 0;
create index delivery_sending on delivery (lease_until) where state = 1;
create index delivery_direct on delivery (id) where direct = 1 and state < 2;
create index delivery_dead on delivery (id) where state = 4;

-- What was taken; outlives the delivery. hash: 8 bytes of the messageId's, 8 of source, mapping and messageId, so that
-- one index also finds the deliveries of a messageId.
create table seen (
  hash blob primary key,
  delivery integer not null,
  at integer not null
) strict, without rowid;

-- Whose turn it is per record key, and who comes after.
create table key_head (
  record_key blob primary key,
  delivery integer not null
) strict, without rowid;
create table key_wait (
  record_key blob not null,
  delivery integer not null,
  primary key (record_key, delivery)
) strict, without rowid;

-- What the last attempt came to.
create table outcome (
  delivery integer primary key,
  operation integer not null,
  s_object integer not null,
  record_id text not null,
  created integer not null,
  http_status integer not null,
  error_code text not null,
  message text not null,
  fields text not null,          -- separated by commas
  api_calls integer not null
) strict;
