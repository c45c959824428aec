-- A device that gives its waiting commands a new client id closes the old one first: a request with the old id that is still in transit
-- then takes nothing, so that no command takes effect under both (src/replica/SPEC.md).
alter table replica.clients add column if not exists closed_at timestamptz;
