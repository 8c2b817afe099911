import { type Kysely, sql } from "kysely";

/** Refused registrations of enterprises. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table enterprise
  add column refusal_reason text,
  add column refused_at timestamptz,
  drop constraint enterprise_status_check,
  add constraint enterprise_status_check
    check (status in ('unverified','claimed','refused','verified','suspended')),
  add constraint enterprise_refusal_check
    check ((refusal_reason is null) = (refused_at is null) and (status <> 'refused' or refusal_reason is not null));
comment on column enterprise.refusal_reason is 'Reason of the last refusal. It stays until an officer verifies the enterprise.';

-- A correction shows the officer the reason of the last refusal.
create or replace view shared.pending_registration as
  select id, home_city, county, name, status, intro, uscc, uscc_check, contact_name, contact_phone, updated_at,
    refusal_reason
  from enterprise where status = 'claimed';
`.execute(db);
}
