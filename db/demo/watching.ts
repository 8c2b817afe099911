import { sql } from "kysely";
import { createApp } from "../../src/app.ts";
import {
  announceLivestream,
  counterOf,
  createLivestream,
  endLivestream,
  goOnAir,
  issueBeatPage,
  pinPosting,
  setRunSheet,
  tendAudiences,
} from "../../src/livestreams/index.ts";
import { contextFor, type RequestContext, type Services } from "../../src/platform/context.ts";
import { shanghaiDay } from "../../src/platform/core/clock.ts";

type App = ReturnType<typeof createApp>;
type Travel = (interval: string) => Promise<void>;

const PHONES = ["HUAWEI ALN-AL00", "OPPO PHM110", "vivo V2282A", "Redmi 23078RKD5C"];
const PROGRAMS = [
  "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
  "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  "curl/8.5.0",
  "python-requests/2.31.0",
];
const AT_ONCE = 20;
/** People behind one address of a carrier. */
const PER_ADDRESS = 50;
/** One person in so many opens the page twice. As many robots come besides. */
const EVERY = 20;
/** One in so many of these, and of the robots, asks for the page itself. To compose it takes time. */
const COMPOSED_EVERY = 5;
/** Seconds between two beats, and seconds of the picture that are played meanwhile. */
const BEAT_S = 30;
const PLAYED_S = 29;

const HOUR_MS = 3_600_000;

/** Creates a livestream beside a fair that begins with it and lasts an hour, and announces it. */
export async function announceBeside(
  host: RequestContext,
  fair: { id: string; opensAt: Date },
  postingIds: readonly string[],
): Promise<{ id: string; code: string }> {
  const endsAt = new Date(fair.opensAt.getTime() + HOUR_MS);
  const { id } = await createLivestream(host, {
    title: "联合招聘会同步直播",
    intro: "主播一个岗位一个岗位地讲，点一下就能应聘。",
    startsAt: fair.opensAt.toISOString(),
    endsAt: endsAt.toISOString(),
    fairId: fair.id,
    venueIds: [],
    cities: [],
    presenters: [
      {
        name: "赵主播",
        enterpriseId: null,
        union: "市总工会",
        permit: "示例001",
        permitUntil: shanghaiDay(new Date(endsAt.getTime() + 24 * HOUR_MS)),
      },
    ],
    graceS: 1800,
  });
  await setRunSheet(host, { id, postingIds: [...postingIds] });
  const { channel } = await announceLivestream(host, { id, action: "announce" });
  if (!channel) throw new Error("an announced livestream has a channel");
  return { id, code: channel };
}

/** Notes that the picture advances now, as a probe would. The processes read the clock again. */
async function advance(services: Services, id: string): Promise<void> {
  await sql`
    insert into livestream_signal (livestream_id, advanced_at) values (${id}, app.now())
    on conflict (livestream_id) do update set advanced_at = excluded.advanced_at`.execute(services.db);
  counterOf(services).forget();
}

type Browser = { headers: Record<string, string>; address: string };

const browserOf = (n: number): Browser => ({
  headers: {
    "user-agent": `Mozilla/5.0 (Linux; Android 14; ${PHONES[n % PHONES.length]}) Chrome/116.0 MicroMessenger/8.0`,
    "sec-fetch-dest": "document",
  },
  address: `10.0.0.${Math.floor(n / PER_ADDRESS)}`,
});
const robotOf = (n: number): Browser => ({
  headers: { "user-agent": PROGRAMS[n % PROGRAMS.length] ?? "" },
  address: `172.16.0.${Math.floor(n / PER_ADDRESS)}`,
});

const ask = async (app: App, path: string, { headers, address }: Browser, init: RequestInit = {}) =>
  app.request(
    path,
    { ...init, headers: { ...headers, ...init.headers } },
    { incoming: { socket: { remoteAddress: address } } },
  );

/** Keeps the cookies of an answer in the browser. */
function keepCookies(browser: Browser, answer: Response): void {
  const fresh = answer.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
  const cookie = [browser.headers.cookie ?? "", ...fresh].filter(Boolean).join("; ");
  if (cookie) browser.headers.cookie = cookie;
}

/** Opens the channel's address and follows it to the livestream. Returns the token of the page's beats. */
async function open(app: App, code: string, browser: Browser): Promise<string> {
  const led = await ask(app, `/f/${code}`, browser);
  if (led.status !== 303) throw new Error(`the channel answered ${led.status}`);
  keepCookies(browser, led);
  const page = await ask(app, led.headers.get("location") ?? "", browser);
  if (page.status !== 200) throw new Error(`the livestream answered ${page.status}`);
  keepCookies(browser, page);
  return /data-token="([^"]*)"/.exec(await page.text())?.[1] ?? "";
}

/** Returns the token that the page would give a visitor of the channel, without composing the page. */
async function tokenFor(
  services: Services,
  { id, code }: Place,
  { headers, address, visitor }: Browser & { visitor: string },
) {
  const ctx = { ...contextFor(services, { kind: "anonymous" }), client: address };
  const userAgent = headers["user-agent"];
  return (await issueBeatPage(ctx, { livestreamId: id, visitor, via: code, method: "GET", userAgent })) ?? "";
}

type Beat = { counted: boolean; token: string | null };

/** Sends a beat of the picture. */
async function beat(app: App, id: string, browser: Browser, token: string): Promise<Beat> {
  const answer = await ask(app, `/api/v1/livestreams/${id}/beats`, browser, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ mode: "picture", progress: PLAYED_S, ...(token ? { token } : {}) }),
  });
  if (answer.status !== 200) throw new Error(`the beat was answered ${answer.status}`);
  return (await answer.json()) as Beat;
}

/** Runs an action for each item, a few at once. */
async function each<T>(items: readonly T[], run: (item: T, n: number) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE)
    await Promise.all(items.slice(at, at + AT_ONCE).map((item, n) => run(item, at + n)));
}

type Place = { id: string; code: string };
export type Watching = Place & { people: number; travel: Travel };

/** Lets everybody open the page: people, some of them twice, robots, and programs that ask with HEAD. */
async function openAll(services: Services, app: App, place: Place, { people, robots }: Crowd) {
  const { id, code } = place;
  const composed = (n: number) => n % (EVERY * COMPOSED_EVERY) === 0;
  await each(people, async (person, n) => {
    const token = () => (composed(n) ? open(app, code, person) : tokenFor(services, place, person));
    person.tokens = n % EVERY === 0 ? [await token(), await token()] : [await token()];
  });
  await each(robots, async (robot, n) => {
    await ask(app, `/f/${code}`, robot);
    if (!composed(n * EVERY)) return;
    if ((await open(app, code, robot)) !== "") throw new Error("a robot got a token");
    for (const path of [`/f/${code}`, `/livestreams/${id}`])
      await ask(app, path, browserOf(people.length), { method: "HEAD" });
  });
}

type Crowd = { people: (Browser & { visitor: string; tokens: string[] })[]; robots: Browser[] };

/**
 * Puts the livestream on air and lets people watch it for a minute. Each has a token and beats twice by HTTP.
 * One in twenty opens the page once more and beats in both tabs. As many robots come, and beat with no token
 * and with a stolen one. Some of both ask for the page by HTTP, and some programs with HEAD. Only the time
 * between the beats is virtual. Then the livestream ends, and its figures are stored.
 */
export async function watchBeside(
  services: Services,
  host: RequestContext,
  { people, travel, ...place }: Watching,
): Promise<void> {
  const { id } = place;
  await advance(services, id);
  await goOnAir(host, { id, action: "goOnAir" });
  await pinFirst(host, id);
  const app = createApp({ servicesOf: () => services });
  const crowd: Crowd = {
    people: Array.from({ length: people }, (_, n) => ({
      ...browserOf(n),
      visitor: services.ids.uuid(),
      tokens: [],
    })),
    robots: Array.from({ length: people / EVERY }, (_, n) => robotOf(n)),
  };
  await openAll(services, app, place, crowd);
  for (let round = 0; round < 2; round += 1) {
    await travel(`${BEAT_S} seconds`);
    await advance(services, id);
    await each(crowd.people, async (person) => {
      const answers = await Promise.all(person.tokens.map((token) => beat(app, id, person, token)));
      if (answers.some(({ counted }) => !counted)) throw new Error("a beat was not counted");
      person.tokens = answers.map(({ token }) => token ?? "");
    });
    await each(crowd.robots, async (robot, n) => {
      const stolen = crowd.people[n]?.tokens[0] ?? "";
      const answers = [await beat(app, id, robot, ""), await beat(app, id, robot, stolen)];
      if (answers.some(({ counted }) => counted)) throw new Error("a robot was counted");
    });
  }
  await counterOf(services).flush();
  await endLivestream(host, { id, action: "end" });
  await travel("3 minutes");
  await tendAudiences(host);
}

/** Pins the first posting of the run sheet. */
async function pinFirst(host: RequestContext, id: string): Promise<void> {
  const { rows } = await sql<{ postingId: string }>`
    select posting_id from livestream_item where livestream_id = ${id} order by ordinal limit 1`.execute(
    host.db,
  );
  if (rows[0]) await pinPosting(host, { id, action: "pin", postingId: rows[0].postingId });
}
