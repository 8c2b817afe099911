import { serve } from "@hono/node-server";
import { createDb } from "../../../db/client.ts";
import { createApp } from "../../../src/app.ts";
import { tellMeetings } from "../../../src/fairs/index.ts";
import { privateKinds } from "../../../src/federation/commands/private-kinds.ts";
import { createReceiptSender, createSender, SHARED_KINDS } from "../../../src/federation/index.ts";
import { followPeers } from "../../../src/federation/pull/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { drainAll } from "../../../workers/index.ts";
import { openServices } from "../../support/services.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Runs a node as a process that a test kills. It serves, numbers, follows its peers, tells turns, and sends
 * commands and receipts. Arguments: address of its database, its port, and from how many entries on a state
 * is taken.
 */
async function main(): Promise<void> {
  const [url = "", port = "0", stateFrom = "100000"] = process.argv.slice(2);
  const db = createDb(url, { max: 8 });
  const { fetch } = openGuardedFetch({ allow: ["loopback"], connections: 16 });
  const services = await openServices({ db, url }, { outbound: fetch });
  const app = createApp({ servicesOf: () => services });
  const ctx = systemContext(services, "crash");
  const random = () => 0;
  const kinds = { kinds: SHARED_KINDS, privateKinds: privateKinds(ctx) };
  const peers = followPeers(ctx, { fetch, random, waitS: 2, stateFrom: Number(stateFrom), ...kinds });
  const sender = createSender(ctx, { fetch, random });
  const receipts = createReceiptSender(ctx, { fetch, random });
  const forever = async (turn: () => Promise<unknown>) => {
    for (;;) {
      await turn().catch(() => undefined);
      await pause(20);
    }
  };
  await new Promise<void>((resolve) => {
    serve({ fetch: app.fetch, port: Number(port), hostname: "127.0.0.1" }, () => resolve());
  });
  void forever(() => drainAll(services));
  void forever(() => tellMeetings(ctx));
  void forever(peers.look);
  void forever(sender.look);
  void forever(receipts.look);
  process.send?.("ready");
}

void main();
