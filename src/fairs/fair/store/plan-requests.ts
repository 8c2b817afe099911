import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

/**
 * Requests a new calculation of the fair's interview plan. Locks the plan's row until the transaction ends.
 */
export async function askForPlan(tx: Tx, fairId: string): Promise<void> {
  await sql`
    insert into interview_plan (fair_id) values (${fairId})
    on conflict (fair_id) do update set asked = interview_plan.asked + 1`.execute(tx);
}
