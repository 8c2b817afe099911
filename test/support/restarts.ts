import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { createDb } from "../../db/client.ts";
import { type Embedded, startEmbedded } from "../../db/embedded/index.ts";
import { migrate } from "../../db/migrate.ts";
import { loadReference } from "../../db/reference/load.ts";
import { openSession } from "../../src/identity/sign-in/open-session.ts";
import { type Services, systemContext } from "../../src/platform/context.ts";
import { startWorkers } from "../../workers/index.ts";
import { twoAgreements } from "../factories/cities.ts";
import { claimedEnterprise } from "../factories/enterprises.ts";
import { postingInput } from "../factories/postings.ts";
import { dataFolder, postmasterOf } from "./folder.ts";
import { startApp } from "./server.ts";
import { openServices } from "./services.ts";

export type Stop = "fast" | "immediate";
const SIGNAL = { fast: "SIGINT", immediate: "SIGQUIT" } as const;
/** Pause of a client before it repeats a refused request. */
const REPEAT_MS = 100;

type Answer = { status: number; code: string; retryAfter: string | null };

/** An embedded server of its own with the app on it, whose server can be restarted under the same address. */
export async function restartableProgram(
  connections: number,
  given: { dataDir?: string; services?: Partial<Services> } = {},
) {
  const folder = given.dataDir ? { path: given.dataDir, remove: async () => undefined } : dataFolder();
  let server: Embedded = await startEmbedded({ dataDir: folder.path });
  const db = createDb(server.connectionString, {
    max: connections,
    statementTimeoutMs: 5_000,
    onError: () => undefined,
  });
  await migrate(db);
  await loadReference(db);
  const services = await openServices({ db, url: server.connectionString }, given.services);
  await twoAgreements(db);
  const { enterprise, member } = await claimedEnterprise(services);
  const body = JSON.stringify(await postingInput(services, enterprise.id));
  const { token } = await db
    .transaction()
    .execute((tx) => openSession(tx, systemContext(services, "test"), member.actor.accountId));
  const running = await startApp(services);
  const workers = await startWorkers(services, server.connectionString);

  async function post(key: string | null): Promise<Answer & { id?: string }> {
    const response = await fetch(`${running.origin}/api/v1/postings`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...(key && { "idempotency-key": key }),
      },
      body,
    });
    const { code = "", id } = (await response.json()) as { code?: string; id?: string };
    const retryAfter = response.headers.get("retry-after");
    return { status: response.status, code, retryAfter, ...(id && { id }) };
  }

  return {
    db,
    origin: running.origin,
    post,
    postings: async () =>
      (await sql<{ id: string }>`select id from posting`.execute(db)).rows.map(({ id }) => id),
    /** Stops the server as `pg_ctl stop -m` does and starts it again. */
    async restart(manner: Stop): Promise<void> {
      const pid = postmasterOf(folder.path);
      if (pid) process.kill(pid, SIGNAL[manner]);
      await server.stop();
      server = await startEmbedded({ dataDir: folder.path });
    },
    async close(): Promise<void> {
      await running.close();
      await workers.stop();
      await db.destroy();
      await server.stop();
      await folder.remove();
    },
  };
}

export type RestartableProgram = Awaited<ReturnType<typeof restartableProgram>>;

/**
 * Lets clients post one posting after the other while the database restarts, and repeat what was refused.
 * With `keys` they repeat under the same Idempotency-Key. Returns every refusal, the ids that were
 * acknowledged, and the number of steps that clients meant to take.
 */
export async function postDuringRestarts(
  program: RestartableProgram,
  { clients, restarts, keys }: { clients: number; restarts: readonly Stop[]; keys: boolean },
) {
  const refusals: Answer[] = [];
  const acknowledged: string[] = [];
  let [going, lost, meant] = [true, 0, 0];
  const client = async () => {
    while (going) {
      meant += 1;
      const key = keys ? `step-${meant}` : null;
      for (;;) {
        const answer = await program.post(key);
        if (answer.id) acknowledged.push(answer.id);
        if (answer.code === "ANSWER_LOST") lost += 1;
        if (answer.id || answer.code === "ANSWER_LOST") break;
        refusals.push(answer);
        await pause(REPEAT_MS);
      }
    }
  };
  const working = Promise.all(Array.from({ length: clients }, client));
  for (const manner of restarts) {
    await pause(700);
    await program.restart(manner);
  }
  await pause(700);
  going = false;
  await working;
  return { refusals, acknowledged, lost, meant };
}
