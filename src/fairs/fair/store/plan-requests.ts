import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

/** Requests another solution of a fair's timetable. */
export async function askForPlan(tx: Tx, fairId: string): Promise<void> {
  await sql`
    insert into interview_plan (fair_id) values (${fairId})
    on conflict (fair_id) do update set asked = interview_plan.asked + 1`.execute(tx);
}
