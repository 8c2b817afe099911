import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { missingTurns, openQueueNodes, type QueueNodes, queueStorm } from "./crash/queue-crashes.ts";

let nodes: QueueNodes;
beforeAll(async () => {
  nodes = await openQueueNodes();
}, 180_000);
afterAll(() => nodes?.close());

test("nodes that are killed while people take numbers and give them up lose and double none", async () => {
  const { done, wrong } = await queueStorm(nodes, { seed: 1, kills: 2 });
  expect(wrong).toEqual({ lost: 0, untold: 0, kept: 0, doubled: 0, waiting: 0 });
  expect([done.joined.length, done.left.length]).toEqual([2, 1]);
  // Twin: a number that the host forgets is found.
  const [kept = ""] = done.joined.filter((id) => !done.left.includes(id));
  await sql`update queue_entry set status = 'left' where ticket_id = ${kept}::uuid`.execute(
    nodes.world.host.t.services.db,
  );
  expect(await missingTurns(nodes, done)).toMatchObject({ lost: 1 });
}, 240_000);
