-- The tables of ../sqlite for replicas that share a PostgreSQL; what differs says why.

-- Names that rows repeat (sources, mappings, actions, operations, sObjects, owners), so that rows hold small integers.
create table name (
  id bigint generated always as identity primary key,
  text text not null unique
);

-- Deliveries per state: the sum of the parts. Each replica moves a part of its own, so that none waits for another's
-- commit; a part may be negative.
create table tally (
  part integer not null,
  state integer not null,
  deliveries bigint not null,
  primary key (part, state)
) with (fillfactor = 50);

-- Events, away from the rows that change; uses: deliveries that still need it.
create table payload (
  id bigint primary key,
  uses integer not null,
  body bytea not null
);

-- Order of arrival, over all replicas. Numbers that a rollback took away are not given again.
create sequence delivery_id;

create table delivery (
  id bigint primary key,
  payload bigint,                -- null once it is done
  source bigint not null,
  message_id text not null,
  mapping bigint not null,
  action bigint not null,
  state integer not null,        -- 0 waiting, 1 sending, 2 delivered, 3 skipped, 4 dead, 5 failed
  direct integer not null,       -- 1: somebody waits for it; never claimed from the queue
  unheld integer not null,       -- record keys that an earlier delivery holds; 0: it is its turn
  attempts integer not null,     -- those that count
  claims bigint not null,        -- all of them: the fencing token
  uncertain integer not null,    -- 1: Salesforce may have done it already
  received_at bigint not null,   -- times are milliseconds since 1970
  due_at bigint not null,
  changed_at bigint not null,
  owner bigint,                  -- set while sending, and while somebody waits for a direct one
  lease_until bigint,
  record_keys bytea              -- 16 bytes each; null once it is done
) with (fillfactor = 80);
create index delivery_claimable on delivery (mapping, due_at, id) where state = 0 and unheld = 0 and direct = 0;
create index delivery_sending on delivery (lease_until) where state = 1;
create index delivery_direct on delivery (id) where direct = 1 and state < 2;
create index delivery_dead on delivery (id) where state = 4;

-- What was taken; outlives the delivery. hash: 8 bytes of the messageId's, 8 of source, mapping and messageId, so that
-- one index also finds the deliveries of a messageId.
create table seen (
  hash bytea primary key,
  delivery bigint not null,
  at bigint not null
);

-- Whose turn it is per record key, and who comes after.
create table key_head (
  record_key bytea primary key,
  delivery bigint not null
);
create table key_wait (
  record_key bytea not null,
  delivery bigint not null,
  primary key (record_key, delivery)
);

-- What the last attempt came to.
create table outcome (
  delivery bigint primary key,
  operation bigint not null,
  s_object bigint not null,
  record_id text not null,
  created integer not null,
  http_status integer not null,
  error_code text not null,
  message text not null,
  fields text not null,          -- separated by commas
  api_calls integer not null
);

-- Rows of a queue die fast: the usual fifth of a table would be too late.
alter table delivery set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
alter table payload set (autovacuum_vacuum_scale_factor = 0.05);
alter table key_head set (autovacuum_vacuum_scale_factor = 0.05);
alter table key_wait set (autovacuum_vacuum_scale_factor = 0.05);
alter table tally set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
