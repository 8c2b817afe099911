import { createDb } from "../../../db/client.ts";
import { SHARED_KINDS } from "../../../src/federation/index.ts";
import { followPeers } from "../../../src/federation/pull/index.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { testContext } from "../../support/system-context.ts";

/** The process of a node that follows its peers, and nothing else. */
async function main(): Promise<void> {
  const db = createDb(process.env.BENCH_DATABASE_URL ?? "", { max: 6 });
  const { fetch } = openGuardedFetch({ allow: ["loopback"], connections: 4 });
  const stateFrom = Number(process.env.BENCH_STATE_FROM ?? 100_000);
  const peers = followPeers(await testContext(db), { fetch, kinds: SHARED_KINDS, stateFrom });
  process.send?.("ready");
  for (;;) {
    await peers.look();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

void main();
