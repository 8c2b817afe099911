import { type Kysely, sql } from "kysely";

/**
 * A person replies to an invitation, denies a start, and says whether anybody answered the phone. The view
 * shows no start day while the person denies the start, so that it counts nowhere.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table application
  -- The step by which the invitation came that stands in answer. An earlier release leaves it null.
  add column invitation_id uuid,
  -- The person's reply to that invitation: come, otherTimes with times, or notCome with a reason.
  add column reply jsonb,
  add column replied_at timestamptz,
  -- Set while the person says that the recorded start is wrong.
  add column start_denied_at timestamptz;

-- Whether somebody answered a call of an applicant, once per application and hour of the day in Shanghai.
create table call_outcome (
  application_id uuid not null references application,
  enterprise_id uuid not null references enterprise,
  day date not null,
  hour smallint not null check (hour between 0 and 23),
  reached boolean not null,
  primary key (application_id, day, hour)
);
-- To find the hours at which an enterprise answers, and what is past its term.
create index call_outcome_enterprise on call_outcome (enterprise_id, day);
create index call_outcome_day on call_outcome (day);

create or replace view shared.application as
  select id, reference, posting_id, enterprise_id, account_id, consent_id, status, channel, via,
    case when start_denied_at is null then started_on end as started_on, created_at
  from application;
`.execute(db);
}
