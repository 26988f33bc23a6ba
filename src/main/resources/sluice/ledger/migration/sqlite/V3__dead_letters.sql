-- Record keys of the dead letters; overtaken: 1 when a later delivery of the record was written.
create table dead_key (
  record_key blob not null,
  delivery integer not null,
  overtaken integer not null,
  primary key (record_key, delivery)
) strict, without rowid;
create index dead_key_delivery on dead_key (delivery);

-- State 6: discarded, once a dead letter.
insert into tally (state, deliveries) values (6, 0);
