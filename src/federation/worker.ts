import type { RequestContext } from "../platform/context.ts";
import { openGuardedFetch } from "../platform/outbound/guarded-fetch.ts";
import type { Outbound } from "../platform/outbound/index.ts";
import type { Background, LoopPart } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { dropLapsed, lookThroughSharing, pullAgreements, settleExits } from "./agreements/index.ts";
import {
  createReceiptSender,
  createSender,
  raiseLateErasures,
  raiseLateTask,
  sealAgain,
} from "./commands/index.ts";
import { privateKinds } from "./commands/private-kinds.ts";
import { checkCopies, checkCopiesTask, planChecks, planChecksTask } from "./digest/index.ts";
import { followDirectories, promoteDueKeys } from "./directory/index.ts";
import { SHARED_KINDS } from "./kinds.ts";
import { followPeers, LOOK_MS, openLeadership } from "./pull/index.ts";
import { createOffers, createTeller, fetchTextBy, settleRestored } from "./serving/index.ts";

type Job = { look(): Promise<number>; close(): Promise<void> };

/** Opens work that calls peers by connections of its own, at most so many to one of them. */
const withConnections =
  (connections: number, start: (ctx: RequestContext, fetch: Outbound) => Job): LoopPart["open"] =>
  async (ctx) => {
    const outbound = openGuardedFetch({ allow: ctx.config.outboundAllow, connections });
    const { look, close } = start(ctx, outbound.fetch);
    return {
      turn: look,
      async close() {
        await close();
        await outbound.close();
      },
    };
  };

/** Bound of connections to one peer. Each of its logs has one at most, a node of one city two. */
const CONNECTIONS = 100;

/** Follows the logs of other cities' nodes, if there are any, and tells those nodes what is new here. */
const pull: LoopPart = {
  name: "federation-pull",
  open: withConnections(CONNECTIONS, (ctx, fetch) => {
    const peers = followPeers(ctx, { fetch, kinds: SHARED_KINDS, privateKinds: privateKinds(ctx) });
    const teller = createTeller(ctx, { fetch });
    return {
      async look() {
        const pauseMs = await peers.look();
        if (peers.leads()) await teller.look();
        return pauseMs;
      },
      close: async () => void (await Promise.all([peers.close(), teller.close()])),
    };
  }),
  pauseMs: [LOOK_MS, 5_000],
  failure: { level: "error", message: "other cities' logs cannot be followed; it tries again" },
};

/** Commands and receipts under way to one peer. */
const COMMAND_CONNECTIONS = 32;

/** Sends commands of this node's cities to other cities, if there are any. */
const commands: LoopPart = {
  name: "federation-commands",
  open: withConnections(COMMAND_CONNECTIONS, (ctx, fetch) => createSender(ctx, { fetch })),
  pauseMs: [10, 5_000],
  wokenBy: "changes",
  failure: { level: "error", message: "commands to other cities cannot be sent; it tries again" },
};

/** Offers checkpoints to the outside witnesses that the configuration names. One process does so. */
const witnesses: LoopPart = {
  name: "federation-witnesses",
  async open(ctx) {
    if (ctx.config.witnesses.length === 0) return null;
    const leadership = openLeadership(ctx.db, "federation witnesses");
    const open = withConnections(1, (own, fetch) => createOffers(own, { fetch }));
    const part = await open(ctx);
    if (!part || typeof part === "function") return part;
    return {
      turn: async () => ((await leadership.take()) ? part.turn() : 5_000),
      async close() {
        await part.close();
        await leadership.release();
      },
    };
  },
  pauseMs: [1_000, 5_000],
  failure: { level: "error", message: "checkpoints cannot be offered to witnesses; it tries again" },
};

/** Sends receipts for what other cities erased and this node deleted. */
const receipts: LoopPart = {
  name: "federation-receipts",
  open: withConnections(COMMAND_CONNECTIONS, (ctx, fetch) => createReceiptSender(ctx, { fetch })),
  pauseMs: [1_000, 5_000],
  failure: { level: "error", message: "receipts to other cities cannot be sent; it tries again" },
};

/** Pause between two looks at the agreements of peers. A narrowing must hold everywhere within a minute. */
const AGREEMENTS_MS = 30_000;

/** Takes later revisions of signed agreements from other cities' nodes, and makes the copies follow them. */
const agreements: LoopPart = {
  name: "federation-agreements",
  open: async (ctx) => async () => {
    await pullAgreements(ctx);
    const kinds = privateKinds(ctx);
    await lookThroughSharing(ctx, ctx.outbound, kinds);
    await dropLapsed(ctx, kinds);
    await settleExits(ctx, ctx.outbound);
    return AGREEMENTS_MS;
  },
  pauseMs: [AGREEMENTS_MS, AGREEMENTS_MS],
  failure: { level: "error", message: "other cities' agreements cannot be read; it tries again" },
};

/** Keeps directories and keys as they are published: those of peers, and own keys whose day has come. */
const directories: LoopPart = {
  name: "federation-directories",
  open: async (ctx) => async () => {
    await promoteDueKeys(ctx);
    return followDirectories(ctx, fetchTextBy(ctx));
  },
  pauseMs: [60_000, 600_000],
  failure: { level: "error", message: "other nodes' directories cannot be renewed; it tries again" },
};

/** Pause between two looks for records that are sealed to keys which ended. */
const SEALED_MS = 10_000;

/** Seals records again whose receiver replaced or revoked its key. */
const sealing: LoopPart = {
  name: "federation-sealing",
  open: async (ctx) => async () => {
    await sealAgain(ctx);
    return SEALED_MS;
  },
  pauseMs: [SEALED_MS, SEALED_MS],
  failure: { level: "error", message: "records cannot be sealed to new keys; it tries again" },
};

/** Pause between two looks at logs that wait after a restore. */
const RESTORED_MS = 30_000;

/** Serves restored logs again once peers say what they saw of them. */
const restored: LoopPart = {
  name: "federation-restored",
  open: async (ctx) => async () => {
    await settleRestored(ctx, privateKinds(ctx));
    return RESTORED_MS;
  },
  pauseMs: [RESTORED_MS, RESTORED_MS],
  failure: { level: "error", message: "restored logs cannot be settled; it tries again" },
};

export const federationWork = {
  capability: "federation",
  tasks: [
    handleTask(planChecksTask, {
      external: true,
      run: async (ctx, given) => void (await planChecks(ctx, given)),
    }),
    handleTask(checkCopiesTask, {
      external: true,
      run: async (ctx, given) => void (await checkCopies(ctx, given)),
    }),
    handleTask(raiseLateTask, {
      external: true,
      run: async (ctx) => void (await raiseLateErasures(ctx)),
    }),
  ],
  loops: [pull, agreements, directories, restored, sealing, commands, receipts, witnesses],
} as const satisfies Background;
