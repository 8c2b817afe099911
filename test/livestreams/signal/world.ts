import type { Config } from "../../../src/platform/config/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { databaseNow } from "../../../src/platform/core/store.ts";
import { sha256 } from "../../../src/platform/core/vault.ts";
import { officer } from "../../factories/actors.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../../factories/cities.ts";
import { testDatabase } from "../../support/database.ts";
import { openServices } from "../../support/services.ts";

export const STREAMS: NonNullable<Config["streams"]> = {
  server: "nginx",
  pushUrl: "rtmp://live.test/live",
  hlsUrl: "http://127.0.0.1:1/hls",
  secret: "a-secret-of-the-streaming-server-0123",
  pushKey: "a-push-key-of-the-service",
  controlUrl: null,
};

type Row = {
  status: "draft" | "announced" | "onAir" | "ended" | "cancelled";
  startsInMin: number;
  lastsMin: number;
};

/**
 * Opens a database with two agreements, an officer of HOME and one of its neighbour, and a streaming server.
 */
export async function openSignals(streams: Config["streams"] = STREAMS) {
  const database = await testDatabase();
  const opened = await openServices(database);
  const services = { ...opened, config: { ...opened.config, streams } };
  await twoAgreements(database.db);
  const { db } = database;
  const union = await officer(services, HOME);
  const neighbour = await officer(services, NEIGHBOUR);
  const { id: agreementId } = await db
    .selectFrom("agreement")
    .select("id")
    .where("slug", "=", "west")
    .executeTakeFirstOrThrow();

  /** Inserts a livestream that starts in so many minutes; by default it has been on for ten. */
  async function livestream(given: Partial<Row> = {}): Promise<string> {
    const { status = "announced", startsInMin = -10, lastsMin = 120 } = given;
    const id = services.ids.uuid();
    const at = await databaseNow(db);
    const startsAt = new Date(at.getTime() + startsInMin * 60_000);
    await db
      .insertInto("livestream")
      .values({
        id,
        homeCity: HOME,
        agreementId,
        status,
        title: "锦州直播带岗",
        startsAt,
        endsAt: new Date(startsAt.getTime() + lastsMin * 60_000),
        secret: Buffer.alloc(32),
        announcedAt: status === "draft" ? null : at,
        onAirAt: status === "onAir" || status === "ended" ? at : null,
        endedAt: status === "ended" ? at : null,
        cancelledAt: status === "cancelled" ? at : null,
      })
      .execute();
    await db.insertInto("livestreamCity").values({ livestreamId: id, city: HOME, role: "host" }).execute();
    return id;
  }

  /** Inserts a source on the own server with a known key. */
  async function serverSource(
    livestreamId: string,
    key = "k".repeat(22),
  ): Promise<{ name: string; key: string }> {
    const name = services.ids.uuid().replaceAll("-", "").slice(-16);
    await db
      .insertInto("livestreamSource")
      .values({
        id: services.ids.uuid(),
        livestreamId,
        kind: "server",
        name,
        keyHash: await sha256(key),
        keyIssuedAt: new Date(),
      })
      .execute();
    return { name, key };
  }

  const takes = (livestreamId: string) =>
    db
      .selectFrom("livestreamTake")
      .select(["client", "reason", "advancedAt"])
      .where("livestreamId", "=", livestreamId)
      .orderBy("startedAt")
      .orderBy("id")
      .execute();
  const signal = (livestreamId: string) =>
    db.selectFrom("livestreamSignal").selectAll().where("livestreamId", "=", livestreamId).executeTakeFirst();

  return {
    database,
    services,
    union,
    neighbour,
    ctx: systemContext(services, "test"),
    livestream,
    serverSource,
    takes,
    signal,
  };
}
