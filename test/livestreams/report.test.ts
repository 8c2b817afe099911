import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerApplication, apply, recordStart, withdrawApplication } from "../../src/applications/index.ts";
import { saveProfile } from "../../src/candidates/index.ts";
import { answerForMyself, fairUpkeep, listMyFollowUps, scanAtBooth } from "../../src/fairs/index.ts";
import { openAudience } from "../../src/livestreams/audience/store/counting.ts";
import { writeBatch } from "../../src/livestreams/audience/store/viewers.ts";
import {
  askQuestion,
  createLivestreamChannel,
  endLivestream,
  getLivestreamReport,
  listLivestreamReportLines,
  passQuestion,
  REPORT_DIMENSIONS,
  REPORT_MEASURES,
  type ReportDimension,
  type ReportMeasure,
  tendAudiences,
} from "../../src/livestreams/index.ts";
import { type RequestContext, systemContext } from "../../src/platform/context.ts";
import { accountIdOf } from "../../src/platform/core/actor.ts";
import { databaseToday } from "../../src/platform/core/store.ts";
import { INVITE } from "../applications/world.ts";
import { officer, person, visitor } from "../factories/actors.ts";
import { DOORS_OPEN_H, fairWithBooths, ticketFor } from "../factories/booth-desk.ts";
import { COUNTY, FIRST, FOREIGN, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { onAirLivestream } from "../factories/livestreams.ts";
import { publishedPosting } from "../factories/postings.ts";
import { code } from "../support/refusals.ts";

/** A livestream of HOME and NEIGHBOUR with one posting of each, and what people did about it. */
async function watchedWorld() {
  const desk = await cityWithEnterprise();
  const { services, union, company } = desk;
  const neighbour = await officer(services, NEIGHBOUR);
  const other = await verifiedEnterprise(services, neighbour, {
    county: COUNTY[NEIGHBOUR] ?? "",
  });
  const publish = async (of: typeof company, by: RequestContext, title: string) =>
    (await publishedPosting({ member: of.member, officer: by }, of.enterprise.id, { title })).id;
  const ours = await publish(company, union, "电焊工");
  const theirs = await publish(other, neighbour, "缝纫工");
  const livestream = await onAirLivestream(union, [ours, theirs], {
    cities: [{ city: NEIGHBOUR, role: "organiser" }],
    graceS: 1800,
  });
  const { id } = livestream;
  const channelOf = (by: RequestContext) =>
    createLivestreamChannel(by, { livestreamId: id, name: "公众号", kind: "account" });
  const [home, away] = [(await channelOf(union)).code, (await channelOf(neighbour)).code];

  await openAudience(services.db, id);
  await sql`
    insert into livestream_pin (id, livestream_id, posting_id, pinned_at, unpinned_at, reason)
    select gen_random_uuid(), a.livestream_id, p.id, a.origin + p.first * interval '1 minute',
      a.origin + p.last * interval '1 minute' - interval '1 second', 'replaced'
    from livestream_audience a, (values (${ours}::uuid, 0, 5), (${theirs}::uuid, 5, 10)) as p(id, first, last)
    where a.livestream_id = ${id}`.execute(services.db);
  const seen: [minutes: number[], via: string | null, mode: "picture" | "text"][] = [
    [[0, 1], home, "picture"],
    [[4, 5], home, "picture"],
    [[6], away, "picture"],
    [[12], null, "picture"],
    [[5], null, "text"],
  ];
  const viewers = seen.map(([minutes, via, mode], n) => ({
    livestreamId: id,
    viewer: Buffer.alloc(16, n + 1).toString("base64url"),
    via,
    picture: new Set(mode === "picture" ? minutes : []),
    text: new Set(mode === "text" ? minutes : []),
    firstMs: Date.now() - 60_000,
    lastMs: Date.now(),
  }));
  // Somebody who beat once is no viewer.
  const once = { viewer: Buffer.alloc(16, 9).toString("base64url"), firstMs: Date.now(), lastMs: Date.now() };
  await writeBatch(services.db, {
    viewers: [...viewers, ...viewers.slice(0, 1).map((viewer) => ({ ...viewer, ...once }))],
    uncounted: [],
  });

  const ask = (text: string, by: string, postingId: string | null) =>
    askQuestion(visitor(services), { id, text, postingId, name: null, visitor: by });
  const asked = await ask("管住吗", "a", ours);
  await ask("管住吗？", "b", ours);
  await ask("夜班多吗", "c", theirs);
  await passQuestion(union, { id, action: "pass", questionId: asked.id });

  const people: Record<string, RequestContext> = {};
  const applied = async (name: string, postingId: string, via: string | null) => {
    const known = people[name] ?? (await person(services, { agreement: FIRST.slug }));
    if (!people[name]) await saveProfile(known, { callName: name, skills: ["welder"], places: [HOME] });
    people[name] = known;
    return apply(known, { postingId, ...(via ? { via } : {}) });
  };
  const first = await applied("王师傅", ours, home);
  await applied("王师傅", theirs, home);
  await applied("李师傅", ours, away);
  const third = await applied("赵师傅", theirs, livestream.channel);
  await applied("周师傅", ours, null);
  const gone = await applied("吴师傅", theirs, home);
  await withdrawApplication(people.吴师傅 ?? union, { id: gone.id });
  const today = await databaseToday(services.db);
  await answerApplication(company.member, {
    id: first.id,
    answer: { kind: "invite", when: INVITE.when, where: INVITE.where },
  });
  await recordStart(company.member, { id: first.id, startedOn: today });
  await recordStart(other.member, { id: third.id, startedOn: today });
  // A person who applied from the livestream comes to a booth, whose recruiter notes an intent.
  const fair = await fairWithBooths(services, union, 1, DOORS_OPEN_H);
  const { posting, registrationId, member } = fair.first;
  await applied("孙师傅", posting.id, home);
  const visitorOfBooth = await ticketFor(services, fair.hall, accountIdOf((people.孙师傅 ?? union).actor));
  const scan = { nonce: services.ids.uuid(), registrationId, code: visitorOfBooth.code };
  await scanAtBooth(member, { ...scan, postingId: posting.id, intent: true });
  await endLivestream(union, { id, action: "end" });
  return { ...desk, id, neighbour, ours, theirs, home, away, channel: livestream.channel, people };
}

let world: Awaited<ReturnType<typeof watchedWorld>>;
beforeAll(async () => {
  world = await watchedWorld();
});
afterAll(() => world?.database.drop());

type Figures = Awaited<ReturnType<typeof getLivestreamReport>>["figures"];
const numbers = (figures: Figures) =>
  Object.fromEntries(figures.map(({ measure, n, total }) => [measure, measure === "viewers" ? total : n]));
/** Returns the number of each measure for one value of a dimension. */
const numbersBy = (figures: Figures, dimension: ReportDimension, value: string | null) =>
  Object.fromEntries(
    figures.map(({ measure, by }) => {
      const one = by.find((part) => part.dimension === dimension && part.value === value);
      return [measure, one ? (measure === "viewers" ? one.total : one.n) : 0];
    }),
  );

type Asked = { measure: ReportMeasure; dimension?: ReportDimension; value?: string };

/** Reads all pages of a list. */
async function linesOf(ctx: RequestContext, asked: Asked, limit = 100) {
  const items = [];
  let cursor: string | undefined;
  do {
    const page = await listLivestreamReportLines(ctx, { ...asked, livestreamId: world.id, cursor, limit });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return items;
}

/** Expects that the sum over the rows of each list is its figure. */
async function expectRows(ctx: RequestContext, of: readonly ReportMeasure[]): Promise<void> {
  const { figures } = await getLivestreamReport(ctx, world.id);
  const sum = async (asked: Asked, limit?: number) =>
    (await linesOf(ctx, asked, limit)).reduce((all, { weight }) => all + weight, 0);
  for (const { measure, total, by } of figures) {
    if (!of.includes(measure)) continue;
    // Two rows a page, so that the list has several.
    expect([measure, await sum({ measure }, 2)]).toEqual([measure, total]);
    for (const { dimension, value, total: part } of by) {
      const asked = { measure, dimension, value: value ?? "" };
      expect([asked, await sum(asked)]).toEqual([asked, part]);
    }
  }
}

const NOBODY = { viewers: 0, questions: 0, applications: 0, intents: 0, starts: 0, atWork30: 0 };

describe("from watching to work", () => {
  test("each stage is counted by posting, enterprise, city and channel", async () => {
    const { union, id, ours, theirs, home, away, channel } = world;
    const { figures, names, onlyCity } = await getLivestreamReport(union, id);
    const all = { viewers: 5, questions: 1, applications: 5, intents: 3, starts: 2, atWork30: 0 };
    expect([numbers(figures), onlyCity]).toEqual([all, null]);
    expect(figures.find(({ measure }) => measure === "questions")?.total, "who asked").toBe(2);
    const of = (dimension: ReportDimension, value: string | null) => numbersBy(figures, dimension, value);
    const ownPosting = { ...NOBODY, viewers: 2, questions: 1, applications: 2, intents: 1, starts: 1 };
    const otherPosting = { ...NOBODY, viewers: 3, applications: 2, intents: 1, starts: 1 };
    expect([of("posting", ours), of("posting", theirs)]).toEqual([ownPosting, otherPosting]);
    expect([of("city", HOME), of("city", NEIGHBOUR)]).toEqual([
      { ...ownPosting, applications: 3, intents: 2 },
      otherPosting,
    ]);
    expect(of("channel", home)).toEqual({ ...NOBODY, viewers: 2, applications: 3, intents: 2, starts: 1 });
    expect(of("channel", away)).toEqual({ ...NOBODY, viewers: 1, applications: 1 });
    expect(of("channel", channel)).toEqual({ ...NOBODY, applications: 1, intents: 1, starts: 1 });
    expect(of("channel", null)).toEqual({ ...NOBODY, viewers: 2, questions: 1 });
    const nameOf = (value: string) => names.find((one) => one.value === value)?.name;
    expect([nameOf(ours), nameOf(theirs)]).toEqual(["电焊工", "缝纫工"]);
    const enterprises = figures[0]?.by.filter(({ dimension }) => dimension === "enterprise");
    expect(enterprises?.map(({ total }) => total)).toEqual([3, 2]);
  });

  test("every figure is the sum of the rows that it opens", async () => {
    await expectRows(world.union, REPORT_MEASURES);
    await expectRows(world.neighbour, ["viewers", "applications"]);
  });

  test("another organiser reads what is of its enterprises; nobody reads a name, outsiders nothing", async () => {
    const { services, neighbour, union, id, theirs, people } = world;
    const report = await getLivestreamReport(neighbour, id);
    const own = { ...NOBODY, viewers: 3, applications: 2, intents: 1, starts: 1 };
    expect([numbers(report.figures), report.onlyCity]).toEqual([own, NEIGHBOUR]);
    expect(numbersBy(report.figures, "city", HOME)).toEqual(NOBODY);
    expect(report.names.map(({ name }) => name)).not.toContain("电焊工");
    for (const ctx of [neighbour, union])
      for (const { measure } of report.figures) {
        const lines = await linesOf(ctx, { measure });
        const said = JSON.stringify(lines);
        for (const name of Object.keys(people)) expect(said).not.toContain(name);
        if (ctx === neighbour) expect(lines.filter(({ city }) => city !== NEIGHBOUR)).toEqual([]);
        if (ctx === neighbour && measure !== "viewers")
          expect(lines.filter(({ posting }) => posting !== theirs)).toEqual([]);
      }
    for (const ctx of [
      await officer(services, FOREIGN),
      await officer(services, "210700"),
      visitor(services),
    ])
      for (const asked of [
        () => getLivestreamReport(ctx, id),
        () => listLivestreamReportLines(ctx, { livestreamId: id, measure: "applications", limit: 5 }),
      ])
        expect(await code(asked())).toBe("NOT_FOUND");
  });

  test("day 30 counts who is still at work; the people who watched outlast their rows", async () => {
    const { services, database, union, id, people } = world;
    const before = await getLivestreamReport(union, id);
    await database.travel("30 days 1 hour");
    await tendAudiences(services);
    const { rows } = await sql`select 1 from livestream_viewer where livestream_id = ${id}`.execute(
      services.db,
    );
    expect(rows).toEqual([]);
    await fairUpkeep(systemContext(services, "test"));
    for (const [name, answer] of [
      ["王师傅", "yes"],
      ["赵师傅", "no"],
    ] as const) {
      const ctx = people[name] ?? union;
      for (const asked of await listMyFollowUps(ctx))
        if (asked.day === 30) await answerForMyself(ctx, { id: asked.id, answer });
    }
    const after = await getLivestreamReport(union, id);
    expect(numbers(after.figures)).toEqual({ ...numbers(before.figures), atWork30: 1 });
    expect(numbersBy(after.figures, "city", HOME).atWork30).toBe(1);
    const watched = (figures: Figures) =>
      REPORT_DIMENSIONS.flatMap((dimension) =>
        (figures[0]?.by ?? []).filter((one) => one.dimension === dimension),
      );
    expect(watched(after.figures)).toEqual(watched(before.figures));
    await expectRows(union, ["viewers", "atWork30"]);
    await database.travel("-30 days -1 hour");
  });
});
