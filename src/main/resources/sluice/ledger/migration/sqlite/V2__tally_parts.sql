-- As on PostgreSQL, where each replica moves a part of its own; here all is part 0.
alter table tally add column part integer not null default 0;
