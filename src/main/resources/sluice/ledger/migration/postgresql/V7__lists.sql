-- Few deliveries among many come to these ends: the list of them asks for no others.
create index delivery_skipped on delivery (id) where state = 3;
create index delivery_failed on delivery (id) where state = 5;
create index delivery_discarded on delivery (id) where state = 6;

-- The jobs of a state, newest first, and the one with Salesforce's id.
create index bulk_group_state on bulk_group (state, id);
create index bulk_group_job on bulk_group (job) where job is not null;
