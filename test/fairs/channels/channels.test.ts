import type { KyselyPlugin } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "../../../db/client.ts";
import { apply } from "../../../src/applications/index.ts";
import { saveProfile } from "../../../src/candidates/index.ts";
import { openChannel } from "../../../src/channels/index.ts";
import { createChannel, listChannels } from "../../../src/fairs/index.ts";
import { countCall } from "../../../src/postings/index.ts";
import { officer, person, visitor } from "../../factories/actors.ts";
import { FIRST, FOREIGN, HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { publishedFair } from "../../factories/fairs.ts";
import { code } from "../../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let opened: Awaited<ReturnType<typeof publishedFair>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  opened = await publishedFair(desk.services, desk.union, { exhibitors: 3 });
});
afterAll(() => desk.database.drop());

describe("channels", () => {
  test("count visits, calls and applications by the person's channel", async () => {
    const { services, union } = desk;
    const { fair, companies } = opened;
    const postingId = companies[0]?.posting.id ?? "";
    const channel = await createChannel(union, { fairId: fair.id, name: "市总工会公众号", kind: "account" });
    const other = await createChannel(union, { fairId: fair.id, name: "站前海报", kind: "poster" });
    expect(channel.code).toMatch(/^gz-[0-9a-z]{5}$/);
    expect(await openChannel(visitor(services), { code: channel.code, visitor: "a" })).toEqual({
      kind: "fair",
      id: fair.id,
    });
    expect(await openChannel(visitor(services), { code: channel.code, visitor: "b" })).toEqual({
      kind: "fair",
      id: fair.id,
    });
    expect(await code(openChannel(visitor(services), { code: "gz-00000", visitor: "a" }))).toBe("NOT_FOUND");
    await countCall(visitor(services), { id: postingId, channel: "web", via: channel.code });
    await countCall(visitor(services), { id: postingId, channel: "web", via: "gz-00000" });
    const seeker = await person(services, { agreement: FIRST.slug });
    await saveProfile(seeker, { callName: "王师傅", skills: ["welder"], places: [HOME] });
    await apply(seeker, { postingId, channel: "fair", via: channel.code });
    const stranger = await person(services, { agreement: FIRST.slug });
    await saveProfile(stranger, { callName: "李师傅", skills: ["welder"], places: [HOME] });
    await apply(stranger, { postingId, via: "gz-00000" });
    const venueId = fair.venues[0]?.id ?? "";
    const ticket = { id: services.ids.uuid(), reference: services.ids.reference(), fairId: fair.id, venueId };
    await desk.database.db
      .insertInto("fairTicket")
      .values({ ...ticket, status: "valid", channel: channel.code })
      .execute();
    const counted = await listChannels(union, fair.id);
    expect(counted).toMatchObject([
      { code: channel.code, visits: 2, calls: 1, tickets: 1, applications: 1, starts: 0 },
      { code: other.code, visits: 0, calls: 0, tickets: 0, applications: 0, starts: 0 },
    ]);
  });

  test("are listed by a constant number of statements", async () => {
    const { services, union } = desk;
    const { fair } = await publishedFair(services, union, { exhibitors: 1 });
    const listed = async () => {
      let statements = 0;
      const counter: KyselyPlugin = {
        transformQuery: ({ node }) => {
          statements += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      };
      const items = await listChannels({ ...union, db: union.db.withPlugin(counter) as Db }, fair.id);
      return { channels: items.length, statements };
    };
    const none = await listed();
    for (let n = 0; n < 5; n += 1)
      await createChannel(union, { fairId: fair.id, name: `海报 ${n}`, kind: "poster" });
    expect(none).toMatchObject({ channels: 0 });
    expect(none.statements).toBeGreaterThan(2);
    expect(await listed()).toEqual({ channels: 5, statements: none.statements });
  });

  test("a partner city sees its own channels only; other cities see none", async () => {
    const { services, union } = desk;
    const { fair } = opened;
    const partner = await officer(services, NEIGHBOUR);
    const own = await createChannel(partner, { fairId: fair.id, name: "社区群", kind: "community" });
    expect((await listChannels(partner, fair.id)).map((one) => one.code)).toEqual([own.code]);
    expect((await listChannels(union, fair.id)).map((one) => one.code)).toContain(own.code);
    // A city of the agreement without a part in the fair has its own channels, and none yet.
    expect(await listChannels(await officer(services, "210700"), fair.id)).toEqual([]);
    const outside = await officer(services, FOREIGN);
    expect(await code(listChannels(outside, fair.id))).toBe("NOT_FOUND");
    const made = createChannel(outside, { fairId: fair.id, name: "x", kind: "other" });
    expect(await code(made)).toBe("NOT_FOUND");
    const county = await officer(services, NEIGHBOUR, "210902");
    expect(await code(createChannel(county, { fairId: fair.id, name: "x", kind: "other" }))).toBe(
      "NOT_FOUND",
    );
  });
});
