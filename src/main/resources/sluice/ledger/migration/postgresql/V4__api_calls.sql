-- Calls to Salesforce per day of the org: the sum of the parts, of which each replica moves its own.
create table api_call (
  day bigint not null,           -- days since 1970-01-01
  part integer not null,
  calls bigint not null,
  primary key (day, part)
);
