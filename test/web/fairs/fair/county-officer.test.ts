import { afterAll, beforeAll, expect, test } from "vitest";
import { countyOfficerPhone } from "../../../../db/demo/people.ts";
import { officer } from "../../../factories/actors.ts";
import { announcedFair, registered } from "../../../factories/fairs.ts";
import { signInByPhone } from "../../../support/client.ts";
import { type DemoDatabase, demoDatabase } from "../../../support/demo.ts";
import { type RunningApp, startApp } from "../../../support/server.ts";
import { formsOf, type PageForm } from "../../form-reader.ts";
import { prepare } from "../../visited-records.ts";

let demo: DemoDatabase;
let app: RunningApp;
let fairs: string[];
let cookie: string;
const COUNTY = "211402";

beforeAll(async () => {
  demo = await demoDatabase();
  app = await startApp(demo.services);
  const ids = await prepare(demo, app.origin);
  await demo.travel("61 seconds");
  fairs = [ids.fair, ids.boothFair];
  const union = await officer(demo.services, "211400");
  const { id } = await announcedFair(union);
  await registered(demo.services, union, id, { county: COUNTY });
  cookie = `session=${await signInByPhone(app.origin, countyOfficerPhone(COUNTY))}`;
});
afterAll(async () => {
  await app?.close();
  await demo?.drop();
});

const IDS = /[0-9a-f]{8}-[0-9a-f-]{27}|\b\d{6}\b/g;
/** Pages of one kind that the walk opens: more of them would show the same. */
const OF_A_KIND = 2;
/** Ends the session, or leaves the pages of the union. */
const OUTSIDE =
  /^\/(sign-|staff\/|elder|cities\/|me\b|fairs\/[^/]+\/(arrive|ticket))|\.(png|svg|webmanifest)$/;

/**
 * Fills a form in so that it is accepted: its times one day after the other, and a text that is a booth's
 * code too.
 */
const filled = (fields: PageForm["fields"]): [string, string][] =>
  fields.flatMap(({ name, kind, blank }, n): [string, string][] => {
    const day = new Date(Date.now() + (n + 1) * 86_400_000).toISOString();
    const typed: Record<string, string> = {
      "datetime-local": day.slice(0, 16),
      date: day.slice(0, 10),
      number: "1",
      tel: "0429-5550000",
      text: "A01",
      textarea: "A01",
    };
    return blank === null ? [] : [[name, typed[kind] ?? blank]];
  });

/**
 * Walks from `start` over every link under `/union` and `/fairs`, and sends every form that it meets, as it
 * is.
 */
async function walk(start: readonly string[]) {
  const headers = { cookie, accept: "text/html", origin: app.origin };
  const met = new Map<string, number>();
  const again = (kind: string, most: number) => {
    met.set(kind, (met.get(kind) ?? 0) + 1);
    return (met.get(kind) ?? 0) > most;
  };
  const todo = start.map((path) => ({ path, from: "" }));
  const forms: { at: string; action: string; body: URLSearchParams }[] = [];
  const refused: string[] = [];
  for (let next = todo.shift(); next; next = todo.shift()) {
    const { path, from } = next;
    const answer = await fetch(app.origin + path, { headers, redirect: "manual" });
    if (answer.status >= 400) refused.push(`${answer.status} ${path} from ${from}`);
    if (!answer.headers.get("content-type")?.includes("html")) continue;
    const html = await answer.text();
    const given = (answer.headers.get("set-cookie") ?? "").split(";")[0];
    if (given) headers.cookie = `${cookie}; ${given}`;
    for (const [, found = ""] of html.matchAll(/href="(\/[^"#]*)/g)) {
      const href = found.replaceAll("&amp;", "&");
      if (!/^\/(union|fairs)\b/.test(href) || OUTSIDE.test(href)) continue;
      const kind = href.replace(IDS, "one").replace(/=[^&]*/g, "");
      if (met.has(href) || again(kind, OF_A_KIND)) continue;
      met.set(href, 1);
      todo.push({ path: href, from: path });
    }
    for (const { action, hidden, fields, buttons } of formsOf(html))
      for (const button of buttons) {
        const kind = `${action.replace(IDS, "one")} ${fields.map(({ name }) => name.replace(IDS, "one"))} ${button}`;
        if (again(kind, 1) || OUTSIDE.test(action)) continue;
        const body = new URLSearchParams([...hidden, ...filled(fields), ...(button[0] ? [button] : [])]);
        forms.push({ at: path, action, body });
      }
  }
  for (const { at, action, body } of forms) {
    const answer = await fetch(app.origin + action, {
      method: "POST",
      body,
      headers: { ...headers, referer: app.origin + at },
      redirect: "manual",
    });
    if (answer.status === 403 || answer.status === 404 || answer.status >= 500)
      refused.push(`${answer.status} POST ${action} from ${at}`);
  }
  return { refused, forms: forms.length, met };
}

test("a county officer meets no link and no form that answers that there is nothing or that it is not allowed", async () => {
  const { refused, forms, met } = await walk([
    "/union",
    "/union/fairs",
    ...fairs.map((id) => `/union/fairs/${id}`),
  ]);
  expect(refused).toEqual([]);
  expect(met.has("/union/fairs/recommendations")).toBe(true);
  expect(forms).toBeGreaterThan(5);
});

test("a county's officer finds the own city's fairs under own, and no form for what only the city may do", async () => {
  const get = (path: string) => fetch(app.origin + path, { headers: { cookie } });
  const list = await (await get("/union/fairs")).text();
  const own = list.slice(list.indexOf("我们主办的"), list.indexOf("兄弟城市主办的"));
  for (const id of fairs) expect(own).toContain(`/union/fairs/${id}`);
  expect(list).not.toContain("/union/fairs/new");
  expect((await get("/union/fairs/new")).status).toBe(404);
});
