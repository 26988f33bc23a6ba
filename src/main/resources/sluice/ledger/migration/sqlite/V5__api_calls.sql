-- Calls to Salesforce per day of the org: the sum of the parts, of which this process moves the only one.
create table api_call (
  day integer not null,          -- days since 1970-01-01
  part integer not null,
  calls integer not null,
  primary key (day, part)
) strict, without rowid;
