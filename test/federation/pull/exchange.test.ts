import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emit, sequence } from "../../../src/platform/changes/index.ts";
import { closePosting } from "../../../src/postings/index.ts";
import { HOME } from "../../factories/cities.ts";
import { openTwoNodes, STREAM, type TwoNodes } from "../support/two-nodes.ts";

let world: TwoNodes;
beforeAll(async () => {
  world = await openTwoNodes();
});
afterAll(() => world.close());
beforeEach(() => {
  world.server.instead = () => null;
  world.server.asked = [];
});

test("a posting published on one node is found on the other, and is gone there when it closes", async () => {
  const { home, away } = world;
  const id = await home.publish({ title: "铆工" });
  expect(await world.pull()).toEqual({ kind: "even" });
  expect(await world.found(away, "铆工")).toEqual([id]);
  await home.settle();
  expect(await world.found(home.t, "铆工")).toEqual([id]);
  await closePosting(home.member.ctx, { id, reason: "filled" });
  await world.pull();
  expect(await world.found(away, "铆工")).toEqual([]);
  expect((await world.held()).state).toBe("following");
});

test("questions are signed, and continue where the last page ended", async () => {
  const { size } = await world.held();
  await world.pull();
  expect(world.server.asked).toEqual([
    { stream: STREAM, epoch: 1, after: size, limit: 500, waitS: 0, signed: true },
  ]);
});

describe("a page with a fault", () => {
  /** Serves other bytes once. Returns the outcome, and the figures before and after. */
  async function served(bytes: Buffer) {
    const before = await world.held();
    world.server.instead = ({ limit }) => (limit === 1 ? null : bytes);
    const outcome = await world.pull();
    const after = await world.held();
    return {
      outcome,
      changed: { ...after, audits: 0, state: "" },
      before: { ...before, audits: 0, state: "" },
      audits: after.audits - before.audits,
      state: after.state,
    };
  }
  const next = async () => {
    await world.number();
    return world.page({ after: (await world.held()).size });
  };

  test("changes no row, leaves one audit row, and the sound page is applied afterwards", async () => {
    for (let n = 0; n < 5; n += 1) await world.home.publish({ title: `钳工${n}` });
    const sound = await next();
    const lines = sound.toString().split("\n");
    expect(lines).toHaveLength(7);
    const faulty: [string, Buffer][] = [
      ["truncated", sound.subarray(0, sound.length - 400)],
      ["reordered", Buffer.from([lines[1], lines[0], ...lines.slice(2)].join("\n"))],
      ["duplicate", Buffer.from([lines[0], lines[0], ...lines.slice(2)].join("\n"))],
      ["empty", Buffer.from("\n")],
      ["a former page", await world.page({ limit: 3 })],
    ];
    for (const [name, bytes] of faulty) {
      const { outcome, changed, before, audits, state } = await served(bytes);
      expect(outcome.kind, name).toBe("refused");
      expect(changed, name).toEqual(before);
      expect([audits, state], name).toEqual([1, "desynchronised"]);
    }
    world.server.instead = () => null;
    expect(await world.pull()).toEqual({ kind: "even" });
    expect(await world.found(world.away, "钳工")).toHaveLength(5);
    expect((await world.held()).state).toBe("following");
  });

  test("a byte flipped anywhere in a page changes no row and leaves one audit row each", async () => {
    for (let n = 0; n < 5; n += 1) await world.home.publish({ title: `刨工${n}` });
    const sound = await next();
    const before = await world.held();
    let flips = 0;
    for (let at = 3; at < sound.length; at += Math.floor(sound.length / 60)) {
      const bytes = Buffer.from(sound);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      world.server.instead = ({ limit }) => (limit === 1 ? null : bytes);
      expect((await world.pull()).kind).toBe("refused");
      flips += 1;
    }
    expect(await world.held()).toEqual({ ...before, audits: before.audits + flips, state: "desynchronised" });
    world.server.instead = () => null;
    await world.pull();
    expect(await world.found(world.away, "刨工")).toHaveLength(5);
  });
});

describe("a home that answers otherwise", () => {
  test("a refusal for good is an answer; others are failures with the pause that was asked for", async () => {
    const answers: [number, string, unknown][] = [
      [404, "", { kind: "answered", code: "HTTP_404" }],
      [403, '{"code":"SIGNATURE_INVALID"}', { kind: "answered", code: "SIGNATURE_INVALID" }],
      [429, "", { kind: "failed", code: "HTTP_429", retryAfterMs: 7_000 }],
      [503, "", { kind: "failed", code: "HTTP_503", retryAfterMs: 7_000 }],
      [416, '{"code":"LOG_AHEAD"}', { kind: "failed", code: "LOG_AHEAD", retryAfterMs: 7_000 }],
    ];
    for (const [status, body, outcome] of answers) {
      world.server.instead = (_, response) => {
        response.writeHead(status, { "retry-after": "7" }).end(body);
        return "done";
      };
      expect(await world.pull()).toEqual(outcome);
    }
  });

  test("a redirect, an endless answer and a dead home are failures", async () => {
    world.server.instead = (_, response) => {
      response.writeHead(302, { location: "/elsewhere" }).end();
      return "done";
    };
    expect(await world.pull()).toMatchObject({ kind: "failed", code: "REDIRECT_REFUSED" });
    const block = Buffer.alloc(1_000_000, "x");
    world.server.instead = (_, response) => {
      const more = () => !response.destroyed && response.write(block, () => setImmediate(more));
      more();
      return "done";
    };
    expect(await world.pull()).toMatchObject({ kind: "failed", code: "TOO_LARGE" });
    world.server.instead = (_, response) => {
      response.destroy();
      return "done";
    };
    expect(await world.pull()).toMatchObject({ kind: "failed", code: "UNREACHABLE" });
  });
});

describe("a write here into the log of a city that is not hosted", () => {
  const write = () =>
    world.away.services.db.transaction().execute(async (tx) => {
      const entry = {
        city: HOME,
        audience: "public",
        kind: "posting",
        id: "of-another-city",
        rev: 1,
      } as const;
      await emit(tx, { ...entry, op: "put", payload: { title: "外地岗位" } });
    });
  const followed = async (title: string) => {
    await world.home.publish({ title });
    await world.pull();
    return (await world.found(world.away, title)).length;
  };

  test("is refused, and the copied log goes on", async () => {
    await expect(write()).rejects.toMatchObject({ code: "LP001" });
    expect(await followed("配菜工")).toBe(1);
  });

  test("twin: with the hosted check off it enters the copied log, which is followed no more", async () => {
    const { db } = world.away.services;
    const before = await world.held();
    await sql`alter table outbox disable trigger outbox_hosted`.execute(db);
    await write();
    await sequence(db);
    await sql`alter table outbox enable trigger outbox_hosted`.execute(db);
    expect((await world.held()).size).toBe(before.size + 1);
    expect(await followed("潜水员")).toBe(0);
    expect((await world.held()).state).toMatch(/desynchronised|frozen/);
  });
});
