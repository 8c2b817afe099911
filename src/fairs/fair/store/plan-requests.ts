import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

/**
 * Locks the fair's interview plan until the transaction ends. A change of a fair locks the plan before the
 * fair, as the calculation does, so the two never wait for each other.
 */
export async function holdPlan(tx: Tx, fairId: string): Promise<void> {
  await sql`select 1 from interview_plan where fair_id = ${fairId} for update`.execute(tx);
}

/**
 * Requests a new calculation of the fair's interview plan. Locks the plan's row until the transaction ends.
 */
export async function askForPlan(tx: Tx, fairId: string): Promise<void> {
  await sql`
    insert into interview_plan (fair_id) values (${fairId})
    on conflict (fair_id) do update set asked = interview_plan.asked + 1`.execute(tx);
}
