-- Tokens that Salesforce gave in exchange for others: the only place where they are.
create table secret (
  name text primary key,
  text text not null
);
