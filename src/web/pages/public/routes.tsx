import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { getProfile } from "../../../candidates/index.ts";
import { agreementHolds, divisionNames, getSite, isSetUp, listCities } from "../../../cities/index.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { AGREEMENT_COOKIE, type Env, Pages } from "../../../platform/http/index.ts";
import {
  type EngineOf,
  FEW,
  type Filter,
  findRelaxations,
  findSteps,
  searchPostings,
} from "../../../search/index.ts";
import { namesFor } from "../../code-names.ts";
import { EMPTY_FORM } from "../../components/forms.tsx";
import { fieldText, localPath, readForm, submitForm } from "../../forms.ts";
import { chooseHere, hereAt, hereOf } from "../../links/here.ts";
import { CITY_COOKIE, ELDER_COOKIE, page } from "../../page.tsx";
import { ANYONE, onRecord } from "../../policies.ts";
import { CITIES, EMPTY_HOUSE, HELP, HOME, RANKING, SEARCH } from "../../text/public/pages.ts";
import { readAhead } from "./ahead-section.tsx";
import { CitiesPage } from "./cities-page.tsx";
import { EmptyHousePage } from "./empty-house-page.tsx";
import { HelpPage } from "./help-page.tsx";
import { HomePage } from "./home-page.tsx";
import { nearPage } from "./near-page.tsx";
import { showEmployer } from "./posting/employer-page.tsx";
import { showPosting } from "./posting/live-posting-page.tsx";
import { sendReport, showReport } from "./posting/report-page.tsx";
import { RankingPage } from "./ranking-page.tsx";
import { placesOf, SearchPage } from "./search-page.tsx";
import { parameters, queryOf, withoutLostPlace } from "./search-query.ts";

const SIMILAR_MAX = 4;
/** The newest postings of the home page are from so far around the reader's county. */
const NEARBY_KM = 50;
const YEAR_S = 31_536_000;

function remember(c: Context<Env>, name: string, value: string): void {
  const secure = c.get("services").config.origins[0]?.startsWith("https:") ?? false;
  setCookie(c, name, value, {
    path: "/",
    sameSite: "Lax",
    secure,
    httpOnly: true,
    maxAge: value ? YEAR_S : 0,
  });
}

/** Pages that need no sign-in. */
export function publicPages(engineOf: EngineOf): Pages {
  const newest = (c: Context<Env>, limit: number, filter: Filter, near: string | null = null) => {
    const ctx = c.get("ctx");
    return searchPostings(ctx, engineOf(ctx), {
      text: null,
      filter,
      ...(near ? { near, within: NEARBY_KM } : {}),
      sort: "newest",
      cursor: null,
      limit,
      facets: false,
    });
  };
  const postingsLike = async (c: Context<Env>, filter: Filter) => {
    const ctx = c.get("ctx");
    const asked = {
      text: null,
      filter,
      sort: "newest",
      cursor: null,
      limit: SIMILAR_MAX + 1,
      facets: false,
    } as const;
    return (await searchPostings(ctx, engineOf(ctx), asked)).items;
  };
  /** Finds similar postings: the same trade in the same city, else the same trade, else the newest. */
  const similar = async (
    c: Context<Env>,
    to: { id: string; city: string | null; occupation: string | null },
  ) => {
    const trade = to.occupation ? { occupation: [to.occupation] } : {};
    const wanted = [
      ...(to.city ? [{ ...trade, city: [to.city] }] : []),
      ...(to.occupation ? [trade] : []),
      {},
    ];
    for (const filter of wanted) {
      const matches = (await postingsLike(c, filter)).filter(({ id }) => id !== to.id).slice(0, SIMILAR_MAX);
      if (matches.length > 0) return matches;
    }
    return [];
  };
  async function showResults(c: Context<Env>, query: URLSearchParams, landing?: string): Promise<Response> {
    const ctx = c.get("ctx");
    const [here, divisions, names] = await Promise.all([hereOf(c), divisionNames(ctx), namesFor(ctx)]);
    withoutLostPlace(query, here);
    const asked = parameters(query, here);
    const answer = await searchPostings(ctx, engineOf(ctx), asked);
    const [relaxations, steps] = await Promise.all([
      answer.total === 0 ? findRelaxations(ctx, engineOf(ctx), asked) : [],
      answer.total < FEW && !query.has("cursor") ? findSteps(ctx, engineOf(ctx), asked, answer.total) : [],
    ]);
    const from = hereAt(query.get("near"), divisions) ?? here;
    const data = { answer, relaxations, steps, from, query, names, now: ctx.clock.now() };
    const frame = landing
      ? { title: landing }
      : { title: SEARCH.titleOf(asked.text ?? "", placesOf(query, names)), query };
    return page(c, frame, (shell) => <SearchPage shell={shell} data={data} />);
  }
  /** Shows the landing page of a city, or of a trade in a city. Throws NOT_FOUND if either is unknown. */
  async function landing(c: Context<Env>): Promise<Response> {
    const ctx = c.get("ctx");
    const [{ cities }, names] = await Promise.all([getSite(ctx), namesFor(ctx)]);
    const city = cities.find(({ code }) => code === c.req.param("city"));
    const occupation = c.req.param("occupation");
    const trade = names.occupation(occupation ?? null);
    if (!city || (occupation && !trade)) throw new AppError("NOT_FOUND");
    const query = queryOf(c, null);
    query.set("city", city.code);
    if (occupation) query.set("occupation", occupation);
    return showResults(c, query, SEARCH.landing(city.shortName, trade));
  }
  return new Pages()
    .get("/", ANYONE, async (c) => {
      const ctx = c.get("ctx");
      if (!(await isSetUp(ctx.db))) return page(c, { title: EMPTY_HOUSE.heading }, () => <EmptyHousePage />);
      const chosen = getCookie(c, CITY_COOKIE) ?? null;
      const cities = await listCities(ctx);
      const city = cities.items.find(({ code }) => code === chosen) ?? null;
      const here = city ? null : await hereOf(c);
      const [latest, around, names, ahead] = await Promise.all([
        newest(c, 8, city ? { city: [city.code] } : {}),
        here ? newest(c, 8, {}, here.code) : null,
        namesFor(ctx),
        readAhead(ctx),
      ]);
      const near =
        here && around && around.items.length > 0 ? { name: here.name, items: around.items } : null;
      const hasCard = ctx.actor.kind === "account" && (await getProfile(ctx)) !== null;
      const now = ctx.clock.now();
      const data = {
        cities,
        newest: near?.items ?? latest.items,
        near: near?.name ?? null,
        chosen: city?.shortName ?? null,
        ahead,
        names,
        now,
        hasCard,
      };
      return page(c, { title: HOME.heading }, (shell) => <HomePage shell={shell} data={data} />);
    })
    .get("/postings", ANYONE, (c) => showResults(c, queryOf(c, getCookie(c, CITY_COOKIE) ?? null)))
    .get("/jobs/:city", ANYONE, landing)
    .get("/jobs/:city/:occupation", ANYONE, landing)
    .get("/postings/:id", onRecord(ANYONE, "posting", "readers"), (c) => showPosting(c, similar))
    .get("/postings/:id/report", onRecord(ANYONE, "posting", "readers"), (c) => showReport(c))
    .post("/postings/:id/report", onRecord(ANYONE, "posting", "readers"), (c) => sendReport(c))
    .get("/employers/:id", onRecord(ANYONE, "enterprise", "readers"), (c) => showEmployer(c, engineOf))
    .get("/cities", ANYONE, async (c) => {
      const data = await listCities(c.get("ctx"));
      return page(c, { title: CITIES.title }, (shell) => <CitiesPage shell={shell} data={data} />);
    })
    .get("/cities/choose", ANYONE, (c) => {
      const code = c.req.query("code") ?? "";
      remember(c, CITY_COOKIE, /^[0-9]{6}$/.test(code) ? code : "");
      return c.redirect("/postings", 303);
    })
    .get("/elder", ANYONE, (c) => {
      const level = c.req.query("level") ?? "1";
      remember(c, ELDER_COOKIE, /^[1-3]$/.test(level) ? level : "");
      return c.redirect(localPath(c.req.query("back"), "/"), 303);
    })
    .get("/near", ANYONE, (c) => nearPage(c, EMPTY_FORM, localPath(c.req.query("back"), "/postings")))
    .post("/near", ANYONE, async (c) => {
      const fields = await readForm(c);
      const back = localPath(fieldText(fields, "back"), "/postings");
      return submitForm(
        fields,
        async () => {
          await chooseHere(c, fieldText(fields, "county"));
          // Distances go across the borders of cities, so the choice of a city ends.
          remember(c, CITY_COOKIE, "");
          return c.redirect(back, 303);
        },
        (form) => nearPage(c, form, back),
      );
    })
    .get("/a/:slug", ANYONE, async (c) => {
      const slug = c.req.param("slug") ?? "";
      if (!/^[a-z0-9-]{2,40}$/.test(slug) || !(await agreementHolds(c.get("ctx"), slug)))
        throw new AppError("NOT_FOUND");
      remember(c, AGREEMENT_COOKIE, slug);
      remember(c, CITY_COOKIE, "");
      return c.redirect("/", 303);
    })
    .get("/help", ANYONE, (c) => page(c, { title: HELP.title }, () => <HelpPage />))
    .get("/ranking", ANYONE, (c) => page(c, { title: RANKING.title }, () => <RankingPage />));
}
