import { HtmlValidate, type Result } from "html-validate";
import { LinkChecker, type LinkResult } from "linkinator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shanghaiDay } from "../../src/platform/core/clock.ts";
import { signInByPhone } from "../support/client.ts";
import { type DemoDatabase, demoDatabase } from "../support/demo.ts";
import { type RunningApp, startApp } from "../support/server.ts";
import {
  asks,
  foldedErrors,
  hasRawName,
  inOrder,
  isWritten,
  NOT_ASKED,
  type Sending,
  type Sent,
  send,
  sendings,
  silentFields,
} from "./every-form.ts";
import { ALLOWED_FAULTS, MARKUP_RULES } from "./markup-rules.ts";
import { prepare } from "./visited-records.ts";
import { FACES, VISITS, type Visit } from "./visits.ts";

type Rendered = {
  who: string;
  path: string;
  status: number;
  html: string;
  cookie: Record<string, string>;
  /** The year in Shanghai before the page was asked for. */
  year: string;
};

let demo: DemoDatabase;
let app: RunningApp;
const pages: Rendered[] = [];
const tokens = new Map<string, string>();

/**
 * Returns the session cookie of a person. Signs each person in only once, because codes are sent at most once
 * a minute.
 */
async function cookieOf({ phone }: Pick<Visit, "phone">): Promise<Record<string, string>> {
  if (!phone) return {};
  const token = tokens.get(phone) ?? (await signInByPhone(app.origin, phone));
  tokens.set(phone, token);
  return { cookie: `session=${token}` };
}

async function render(visit: Visit, path: string): Promise<Rendered> {
  const cookie = await cookieOf(visit);
  const year = shanghaiDay(demo.services.clock.now()).slice(0, 4);
  const answer = await fetch(app.origin + path, { headers: cookie });
  const { pathname, search } = new URL(answer.url);
  const html = await answer.text();
  return { who: visit.who, path: pathname + search, status: answer.status, html, cookie, year };
}

beforeAll(async () => {
  demo = await demoDatabase();
  app = await startApp(demo.services);
  const ids = await prepare(demo, app.origin);
  await demo.travel("61 seconds");
  for (const visit of [...VISITS, ...FACES])
    for (const path of visit.paths(ids)) pages.push(await render(visit, path));
});
afterAll(async () => {
  await app?.close();
  await demo?.drop();
});

const titleOf = ({ html }: Rendered) => /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "";
const attribute = ({ html }: Rendered, tag: RegExp) => tag.exec(html)?.[1] ?? null;
const faulty = (bad: (page: Rendered) => boolean) =>
  pages.filter(bad).map(({ who, path }) => `${who} ${path}`);
const PUBLIC = new Set(["visitor", "visitor at the fairs"]);
/** Printed papers and the board are separate documents without the site's header and footer. */
const FRAMELESS = /\/(board|booth-cards|participants|poster|sign-in-sheets|queue)(\/|$)/;
const PERSONAL = /\/(apply|sign-in|mail\/|dev\/)/;

/**
 * Rows of somebody's own sheet, and examples of what a field takes, keep the form in which they are typed. An
 * article is copied to where people keep it.
 */
const OTHER_FORM = /\/(imports|article)(\/|$)/;
const EXAMPLE = /如 \d/;

/** Dates of another form than 12月6日 周日, 2027年1月3日 周日 or 9:00, and those that name this year. */
const otherDates = ({ html, year }: Rendered): string[] =>
  (
    html
      .replace(/<(script|style|head|textarea)\b[\s\S]*?<\/\1>/g, "")
      .replace(/<[^>]+>/g, "\n")
      .match(
        /.{0,12}(\d{4}-\d\d-\d\d|\d月\d+日(?! 周[一二三四五六日])|(?<!\d)0\d:\d\d|\d{4}年\d+月\d+日).{0,12}/g,
      ) ?? []
  ).filter((text) => !EXAMPLE.test(text) && !new RegExp(`(?!${year})\\d{4}年\\d+月\\d+日 周`).test(text));

test("every page but prints writes its dates in one form", () => {
  const others = pages
    .filter(({ path }) => !FRAMELESS.test(path) && !path.startsWith("/api/") && !OTHER_FORM.test(path))
    .flatMap((page) => otherDates(page).map((text) => `${page.who} ${page.path}: ${text}`));
  expect(others).toEqual([]);
});

/** Runs before the validator, which blocks the process so long that idle connections are closed. */
describe("every link", () => {
  /** Returns the kind of a page: its address without ids, and the names of its query parameters. */
  const kindOf = (address: string) => {
    const { pathname, searchParams } = new URL(address);
    const plain = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "one").replace(/^\/jobs\/.*/, "/jobs/one");
    const names = [...new Set(searchParams.keys())].sort();
    // Facets combine freely, so of several parameters only the number counts.
    return `${plain}?${names.length > 1 ? names.length : names}`;
  };
  const OF_A_KIND = 2;

  type Seen = Map<string, Set<string>>;

  /**
   * Checks the site's links, beginning at `start`. Follows links on pages below `start`, and only requests
   * other pages. Skips a link if two pages of its kind have been checked.
   */
  async function crawl(headers: Record<string, string>, start: string, seen: Seen): Promise<LinkResult[]> {
    const { links } = await new LinkChecker().check({
      path: app.origin + start,
      recurse: true,
      // The server may close an idle connection just before it is used again.
      retryErrors: true,
      retryErrorsCount: 2,
      concurrency: 4,
      timeout: 30_000,
      headers,
      linksToSkip: async (link) => {
        if (!link.startsWith(app.origin)) return true;
        const same = seen.get(kindOf(link)) ?? new Set();
        seen.set(kindOf(link), same);
        if (same.size >= OF_A_KIND && !same.has(link)) return true;
        same.add(link);
        return false;
      },
    });
    return links.filter(({ state }) => state !== "SKIPPED");
  }

  test.each([
    { who: "visitor", start: "/", least: 40 },
    { who: "seeker", start: "/me", least: 25 },
    { who: "member", start: "/enterprise/postings", least: 20 },
    { who: "officer", start: "/union", least: 60 },
    { who: "officer of a county", start: "/union", least: 30 },
  ])(
    "$who: answers without a redirect loop",
    async ({ who, start, least }) => {
      const visit = [...VISITS, ...FACES].find((one) => one.who === who);
      if (!visit) throw new Error(`nobody is ${who}`);
      const [cookie, seen] = [await cookieOf(visit), new Map()];
      const links = await crawl(cookie, "/", seen);
      if (start !== "/") links.push(...(await crawl(cookie, start, seen)));
      const broken = links.filter(({ state }) => state !== "OK");
      expect(broken.map(({ url, status, parent }) => `${parent} → ${url}: ${status}`)).toEqual([]);
      expect(links.length).toBeGreaterThan(least);
      expect(links.filter(({ url }) => !url.startsWith(app.origin))).toEqual([]);
    },
    120_000,
  );
});

/**
 * Runs after the links, because a form that may be empty succeeds and changes its record. Runs before the
 * validator for the same reason as the links.
 */
describe("every form", () => {
  const sendAll = async (some: readonly Sending[], text: string) => {
    const sent: Sent[] = [];
    for (const sending of some) sent.push(await send(app.origin, sending, text));
    return sent;
  };
  const names = (sent: readonly Sent[], bad: (one: Sent) => boolean) =>
    sent.filter(bad).map(({ name, status, words }) => `${status} ${name}: ${words}`);

  test("with control characters or 10,000 characters: helps in words, in the same frame", async () => {
    const some = sendings(pages).filter(isWritten);
    expect(some.length).toBeGreaterThan(35);
    for (const text of ["名\u0000称\u0007", "长".repeat(10_000)]) {
      const sent = await sendAll(some, text);
      expect(names(sent, ({ status }) => ![200, 303, 409, 413, 422].includes(status))).toEqual([]);
      expect(names(sent, ({ frame, sending }) => frame !== sending.frame)).toEqual([]);
      expect(names(sent, ({ words }) => words.some(hasRawName))).toEqual([]);
      expect(names(sent, (one) => foldedErrors(one) > 0)).toEqual([]);
    }
  }, 120_000);

  test("empty: asks for each missing field, in the order of the form, on the same page", async () => {
    const sent = await sendAll(sendings(pages), "");
    const asked = sent.filter(({ sending }) => asks(sending.form));
    expect(asked.length).toBeGreaterThan(35);
    expect(names(asked, ({ status }) => status !== 422)).toEqual([]);
    expect(names(sent, ({ status }) => ![200, 303, 409, 422].includes(status))).toEqual([]);
    expect(names(sent, ({ frame, sending }) => frame !== sending.frame)).toEqual([]);
    expect(names(sent, ({ words }) => words.some(hasRawName))).toEqual([]);
    expect(names(asked, ({ words }) => words.some((text) => !/^请(填写|选择)/.test(text)))).toEqual([]);
    expect(names(sent, (one) => foldedErrors(one) > 0)).toEqual([]);
    expect(asked.flatMap(silentFields).sort()).toEqual(NOT_ASKED);
    expect(names(asked, (one) => !inOrder(one))).toEqual([]);
  }, 120_000);
});

describe("every page of every role", () => {
  test("answers 200, 404 or 410", () => {
    expect(pages.length).toBeGreaterThan(90);
    expect(faulty(({ status }) => ![200, 404, 410].includes(status))).toEqual([]);
  });

  test("works without scripts: each form has a button, and a button without a form is hidden until a script runs", () => {
    const idle = ({ html }: Rendered) =>
      [...html.matchAll(/<button\b[^>]*>/g)].some(
        ([tag]) => /type="button"/.test(tag) && !/\shidden/.test(tag),
      );
    const mute = ({ html }: Rendered) =>
      [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].some(([, open = "", inner = ""]) => {
        const id = /\sid="([^"]*)"/.exec(open)?.[1];
        const sends = /<button\b[^>]*type="submit"/.test(inner);
        return !sends && !(id && new RegExp(`<button\\b[^>]*form="${id}"`).test(html));
      });
    expect(faulty(idle)).toEqual([]);
    expect(faulty(mute)).toEqual([]);
    expect(
      faulty(({ html }) => /\shref="(#|javascript:[^"]*)"|\son(click|submit|change)=/.test(html)),
    ).toEqual([]);
  });

  test("begins with the doctype, is Chinese, and has one h1", () => {
    expect(faulty(({ html }) => !html.startsWith('<!doctype html><html lang="zh-CN"'))).toEqual([]);
    expect(faulty(({ html }) => html.match(/<h1[ >]/g)?.length !== 1)).toEqual([]);
  });

  test("has a title of its own", () => {
    const byTitle = new Map<string, Set<string>>();
    for (const page of pages.filter(({ status }) => status === 200)) {
      const [path = ""] = page.path.split("?");
      const paths = byTitle.get(titleOf(page)) ?? new Set();
      byTitle.set(titleOf(page), paths.add(/^\/postings$/.test(path) ? page.path : path));
    }
    expect([...byTitle].filter(([title, paths]) => !title || paths.size > 1)).toEqual([]);
  });

  test("has a canonical address and a description, or is noindex", () => {
    const origin = demo.services.config.origins[0] ?? app.origin;
    const framed = pages.filter(({ path }) => !FRAMELESS.test(path));
    const canonical = (page: Rendered) => attribute(page, /<link rel="canonical" href="([^"]*)"/);
    const open = framed.filter(
      ({ who, status, path }) => PUBLIC.has(who) && status === 200 && !PERSONAL.test(path),
    );
    expect(open.length).toBeGreaterThan(12);
    const wrong = framed.filter((page) => {
      const hidden = page.html.includes('<meta name="robots" content="noindex"/>');
      if (!open.includes(page)) return !hidden || canonical(page) !== null;
      const [path = ""] = page.path.split("?");
      const described = /<meta name="description" content="[^"]{20,200}"/.test(page.html);
      const shared = page.html.includes(`<meta property="og:url" content="${canonical(page)}"`);
      return hidden || !canonical(page)?.startsWith(origin + path) || !described || !shared;
    });
    expect(wrong.map(({ who, path }) => `${who} ${path}`)).toEqual([]);
  });

  test("html-validate finds no fault besides the allowed ones", async () => {
    const validator = new HtmlValidate(MARKUP_RULES);
    const faults = new Set<string>();
    const allowed = new Set<string>();
    for (const { path, html } of pages) {
      const { results } = await validator.validateString(html);
      for (const { messages } of results as Result[])
        for (const { ruleId, message, selector } of messages) {
          const fault = `${ruleId} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "one")}`;
          if (fault in ALLOWED_FAULTS) allowed.add(fault);
          else faults.add(`${fault}: ${message} (${selector})`);
        }
    }
    expect([...faults]).toEqual([]);
    expect([...allowed].sort()).toEqual(Object.keys(ALLOWED_FAULTS));
  });
});
