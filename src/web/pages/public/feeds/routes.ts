import type { Context } from "hono";
import { getSite } from "../../../../cities/index.ts";
import { listFairs } from "../../../../fairs/index.ts";
import { listLivestreams } from "../../../../livestreams/index.ts";
import { notFound } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { listLivePostings } from "../../../../postings/index.ts";
import { type EngineOf, searchPostings } from "../../../../search/index.ts";
import { THEME_COLOR } from "../../../head/head.tsx";
import { HIDDEN } from "../../../head/publication.ts";
import { originOf } from "../../../page.tsx";
import { ANYONE } from "../../../policies.ts";
import { asset } from "../../../static/index.ts";
import { COMMON } from "../../../text/common.ts";
import { formatPayInFull } from "../../../text/format.ts";
import { FEED } from "../../../text/public/pages.ts";
import { parameters, queryOf } from "../search-query.ts";

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const FEED_MAX = 50;
const FAIRS_MAX = 100;
const LIVESTREAMS_MAX = 100;
const EVERYTHING = { text: null, sort: "newest", cursor: null, limit: 1, facets: true } as const;

/** Control characters, and all others that XML 1.0 forbids: one of them makes a feed unreadable. */
const FORBIDDEN = /[^\P{Cc}\n\t]|[\p{Cs}\ufffe\uffff]/gu;
const escaped = (text: string) =>
  text.replace(FORBIDDEN, "").replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const xml = (c: Context<Env>, type: string, body: string) =>
  c.body(XML + body, 200, { "content-type": `${type}; charset=utf-8` });

/** robots.txt, the web app manifest, sitemaps and the Atom feed. */
export const feedPages = (engineOf: EngineOf): Pages =>
  new Pages()
    .get("/robots.txt", ANYONE, (c) =>
      c.text(
        [
          "User-agent: *",
          ...HIDDEN.map((path) => `Disallow: ${path}`),
          `Sitemap: ${originOf(c)}/sitemap.xml`,
          "",
        ].join("\n"),
      ),
    )
    .get("/manifest.webmanifest", ANYONE, (c) => {
      const icon = (px: number) => ({
        src: asset(`icon-${px}.png`),
        sizes: `${px}x${px}`,
        type: "image/png",
        purpose: "any maskable",
      });
      const manifest = {
        id: "/",
        name: `${COMMON.brand} ${COMMON.brandLong}`,
        short_name: COMMON.brand,
        start_url: "/",
        scope: "/",
        display: "minimal-ui",
        lang: "zh-CN",
        background_color: "#fbf9f6",
        theme_color: THEME_COLOR,
        icons: [icon(192), icon(512)],
      };
      return c.body(JSON.stringify(manifest), 200, { "content-type": "application/manifest+json" });
    })
    .get("/sitemap.xml", ANYONE, async (c) => {
      const { cities } = await getSite(c.get("ctx"));
      const maps = cities.map(({ code }) => `<sitemap><loc>${originOf(c)}/sitemaps/${code}</loc></sitemap>`);
      return xml(
        c,
        "application/xml",
        `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${maps.join("")}</sitemapindex>`,
      );
    })
    .get("/sitemaps/:city", ANYONE, async (c) => {
      const ctx = c.get("ctx");
      const { cities } = await getSite(ctx);
      const city = cities.find(({ code }) => code === c.req.param("city"));
      if (!city) throw notFound();
      const [live, { facets }] = await Promise.all([
        listLivePostings(ctx, city.code),
        searchPostings(ctx, engineOf(ctx), { ...EVERYTHING, filter: { city: [city.code] } }),
      ]);
      const landings = [
        `/jobs/${city.code}`,
        ...(facets?.occupation ?? []).map(({ value }) => `/jobs/${city.code}/${value}`),
      ].map((path) => `<url><loc>${originOf(c)}${path}</loc></url>`);
      const { items: coming } = await listFairs(ctx, { which: "coming", limit: FAIRS_MAX });
      const fairs = coming
        .filter(({ hostCity }) => hostCity === city.code)
        .map(({ id }) => `<url><loc>${originOf(c)}/fairs/${id}</loc></url>`);
      const { items: shows } = await listLivestreams(ctx, { which: "coming", limit: LIVESTREAMS_MAX });
      const livestreams = shows
        .filter(({ homeCity }) => homeCity === city.code)
        .map(({ id }) => `<url><loc>${originOf(c)}/livestreams/${id}</loc></url>`);
      const urls = live.map(
        ({ id, changedAt }) =>
          `<url><loc>${originOf(c)}/postings/${id}</loc><lastmod>${changedAt.toISOString()}</lastmod></url>`,
      );
      return xml(
        c,
        "application/xml",
        `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${landings.join("")}${fairs.join("")}${livestreams.join("")}${urls.join("")}</urlset>`,
      );
    })
    .get("/postings.atom", ANYONE, async (c) => {
      const ctx = c.get("ctx");
      const query = queryOf(c, null);
      const asked = {
        ...parameters(query),
        sort: "newest" as const,
        cursor: null,
        limit: FEED_MAX,
        facets: false,
      };
      const { items } = await searchPostings(ctx, engineOf(ctx), asked);
      const changed = items.map(({ updatedAt }) => updatedAt).sort();
      const self = `${originOf(c)}/postings.atom${query.size > 0 ? `?${query}` : ""}`;
      const entries = items.map((posting) => {
        const address = `${originOf(c)}/postings/${posting.id}`;
        const said = [posting.employer.name, formatPayInFull(posting.pay), posting.placeText]
          .filter(Boolean)
          .join(" · ");
        return (
          `<entry><id>urn:uuid:${posting.id}</id><title>${escaped(posting.title)}</title>` +
          `<link href="${address}"/><updated>${posting.updatedAt}</updated><summary>${escaped(said)}</summary></entry>`
        );
      });
      return xml(
        c,
        "application/atom+xml",
        `<feed xmlns="http://www.w3.org/2005/Atom"><id>${escaped(self)}</id><title>${escaped(FEED.title(query.get("q") ?? ""))}</title>` +
          `<link rel="self" href="${escaped(self)}"/><author><name>${escaped(COMMON.brand)}</name></author>` +
          `<updated>${changed.at(-1) ?? ctx.clock.now().toISOString()}</updated>${entries.join("")}</feed>`,
      );
    });
