import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { findMine } from "../../../applications/index.ts";
import { getProfile } from "../../../candidates/index.ts";
import { agreementHolds, getSite, isSetUp, listCities } from "../../../cities/index.ts";
import { answersOfPosting, clipsOfPosting } from "../../../livestreams/index.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { AGREEMENT_COOKIE, type Env, Pages, toAppError } from "../../../platform/http/index.ts";
import { getPosting } from "../../../postings/index.ts";
import { type EngineOf, type Filter, findRelaxations, searchPostings } from "../../../search/index.ts";
import { namesFor } from "../../code-names.ts";
import { localPath, pathId } from "../../forms.ts";
import { jobPosting } from "../../head/structured-data.ts";
import { linkedVia, viaOf } from "../../links/channel-cookie.ts";
import { CITY_COOKIE, ELDER_COOKIE, originOf, page } from "../../page.tsx";
import { ANYONE, onRecord } from "../../policies.ts";
import { formatPayInFull } from "../../text/format.ts";
import { CITIES, EMPTY_HOUSE, HELP, HOME, POSTING, RANKING, SEARCH } from "../../text/public/pages.ts";
import { playable } from "../livestreams/replay/playable.ts";
import { readAhead } from "./ahead-section.tsx";
import { CitiesPage } from "./cities-page.tsx";
import { EmptyHousePage } from "./empty-house-page.tsx";
import { GonePage } from "./gone-page.tsx";
import { HelpPage } from "./help-page.tsx";
import { HomePage } from "./home-page.tsx";
import { missingPosting } from "./missing-posting-page.tsx";
import { PostingPage } from "./posting-page.tsx";
import { RankingPage } from "./ranking-page.tsx";
import { placesOf, SearchPage } from "./search-page.tsx";
import { parameters, queryOf } from "./search-query.ts";
import { wayTo } from "./way-to.ts";

const SIMILAR_MAX = 4;
const ANSWERS_MAX = 50;
const CLIPS_MAX = 5;
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
  const newest = (c: Context<Env>, limit: number, filter: Filter) => {
    const ctx = c.get("ctx");
    return searchPostings(ctx, engineOf(ctx), {
      text: null,
      filter,
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
    const asked = parameters(query);
    const [answer, names] = await Promise.all([searchPostings(ctx, engineOf(ctx), asked), namesFor(ctx)]);
    const relaxations = answer.total === 0 ? await findRelaxations(ctx, engineOf(ctx), asked) : [];
    const data = { answer, relaxations, query, names, now: ctx.clock.now() };
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
      const [latest, names, ahead] = await Promise.all([
        newest(c, 8, city ? { city: [city.code] } : {}),
        namesFor(ctx),
        readAhead(ctx),
      ]);
      const hasCard = ctx.actor.kind === "account" && (await getProfile(ctx)) !== null;
      const now = ctx.clock.now();
      const data = {
        cities,
        newest: latest.items,
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
    .get("/postings/:id", onRecord(ANYONE, "posting", "readers"), async (c) => {
      const ctx = c.get("ctx");
      const id = pathId(c);
      const names = await namesFor(ctx);
      try {
        const posting = await getPosting(ctx, id);
        const mine = ctx.actor.kind === "account" ? await findMine(ctx, id) : null;
        const [near, answers, all] = await Promise.all([
          similar(c, posting),
          answersOfPosting(ctx, { postingId: id, limit: ANSWERS_MAX }),
          clipsOfPosting(ctx, { postingId: id, limit: CLIPS_MAX }),
        ]);
        const clips = playable(c, all);
        const fromFair = c.req.query("channel") === "fair";
        const { home, byPhone } = await wayTo(ctx, posting.homeCity);
        const structured = jobPosting(posting, names, {
          address: new URL(c.req.path, originOf(c)).href,
          direct: !byPhone,
        });
        const title = `${posting.title} · ${posting.employer.name}`;
        const description = POSTING.about(title, formatPayInFull(posting.pay), posting.placeText);
        return page(c, { title, description, structured }, (shell) => (
          <PostingPage
            shell={shell}
            data={{
              posting,
              names,
              mine,
              similar: near,
              via: linkedVia(c) ?? viaOf(c),
              linked: linkedVia(c) ?? null,
              fromFair,
              home,
              byPhone,
              now: ctx.clock.now(),
              answers,
              clips,
            }}
          />
        ));
      } catch (thrown) {
        const error = toAppError(thrown);
        const { facts } = error.detail;
        if (error.code === "NOT_FOUND") return missingPosting(c);
        if ((error.code !== "POSTING_EXPIRED" && error.code !== "GONE") || !facts) throw thrown;
        const kind = error.code === "GONE" ? "gone" : "expired";
        const { city = null, occupation = null } = facts as {
          city?: string | null;
          occupation?: string | null;
        };
        const alternatives = await similar(c, { id, city, occupation });
        const data = {
          kind,
          title: String(facts.title),
          employer: String(facts.employer),
          alternatives,
        } as const;
        const title = kind === "gone" ? POSTING.goneTitle : POSTING.expiredTitle;
        return page(c, { title, status: 410 }, (shell) => (
          <GonePage shell={shell} data={{ ...data, names, now: ctx.clock.now() }} />
        ));
      }
    })
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
