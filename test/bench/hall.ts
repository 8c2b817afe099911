import { sql } from "kysely";
import { boot } from "../../src/boot.ts";
import { readConfig } from "../../src/platform/config/index.ts";
import { randomToken, sha256 } from "../../src/platform/core/vault.ts";
import { grantByPhone, officer } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { openDoors, venueInput } from "../factories/fairs.ts";
import { signInByPhone } from "../support/client.ts";
import { benchDatabase, endProcess, startCompiled } from "./support.ts";

const EXHIBITORS = 60;
const CAPACITY = 100_000;
const PHONE = "13912345678";

export type Person = { accountId: string; token: string };

/**
 * Starts a database and the program in a process of its own, with a fair of one hall: 100 booths, 60
 * enterprises with a posting, gates open, more places than people. An officer of the host is signed in.
 */
export async function openHall() {
  const database = await benchDatabase();
  const config = readConfig({ DATABASE_URL: database.url, LOG_LEVEL: "silent" });
  const { services, close } = await boot(config);
  const { db } = services;
  await twoAgreements(db);
  const union = await officer(services, HOME);
  const officerId = await grantByPhone(union, PHONE, { kind: "officer", city: HOME, county: null });
  const venues = [venueInput({ boothRows: 10, boothColumns: 10, capacity: CAPACITY })];
  const fair = await openDoors(services, union, { venues, exhibitors: EXHIBITORS, cities: [] });
  const server = await startCompiled<{ port: number }>("test/bench/program-server.ts", {
    BENCH_DATABASE_URL: database.url,
  });
  const { port } = server.ready;
  return {
    database,
    services,
    port,
    union,
    fair,
    venueId: fair.venues[0]?.id ?? "",
    officer: { accountId: officerId, token: await signInByPhone(`http://127.0.0.1:${port}`, PHONE) },
    /** Inserts signed-in people. */
    async people(count: number): Promise<Person[]> {
      const made = Array.from({ length: count }, () => ({
        accountId: services.ids.uuid(),
        sessionId: services.ids.uuid(),
        token: randomToken(),
      }));
      const hashes = await Promise.all(made.map(({ token }) => sha256(token)));
      const accounts = made.map(({ accountId }) => accountId);
      await sql`insert into account (id, phone_sealed, phone_index)
        select id, decode(replace(id::text, '-', ''), 'hex'), decode(replace(id::text, '-', ''), 'hex')
        from unnest(${accounts}::uuid[]) id`.execute(db);
      await sql`insert into session (id, token_hash, account_id, expires_at)
        select id, token_hash, account_id, app.now() + interval '1 day'
        from unnest(${made.map(({ sessionId }) => sessionId)}::uuid[], ${hashes}::bytea[], ${accounts}::uuid[])
          as s(id, token_hash, account_id)`.execute(db);
      return made.map(({ accountId, token }) => ({ accountId, token }));
    },
    async close() {
      await endProcess(server.child);
      await close();
      await database.close();
    },
  };
}
