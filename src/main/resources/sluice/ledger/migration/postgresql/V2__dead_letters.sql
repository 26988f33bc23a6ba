-- Record keys of the dead letters; overtaken: 1 when a later delivery of the record was written.
create table dead_key (
  record_key bytea not null,
  delivery bigint not null,
  overtaken integer not null,
  primary key (record_key, delivery)
);
create index dead_key_delivery on dead_key (delivery);
