import { raw } from "hono/html";
import type { Child, FC } from "hono/jsx";
import type { Site } from "../cities/index.ts";
import { FORM_TOKEN } from "../platform/http/index.ts";
import type { Area } from "../platform/program/index.ts";
import { Icon } from "./components/icons.tsx";
import { HeadEnd, HeadStart, Publication, type Published } from "./head/head.tsx";
import { LaterEntries, Nav } from "./head/navigation.tsx";
import { embedded } from "./head/structured-data.ts";
import type { Here } from "./links/here.ts";
import { asset } from "./static/index.ts";
import { COMMON } from "./text/common.ts";
import { DOOR } from "./text/public/door.ts";
import { NEAR } from "./text/public/near.ts";

export type { Site };
/** The part of the site that a page belongs to: public, enterprise or union. */
export type Audience = Area;

/** Data for the frame around a page. */
export type Shell = {
  title: string;
  nonce: string;
  /** Path and query of the page; after a form that was refused, of the page on which the form stands. */
  path: string;
  /** Type size: 0 normal, 1–3 larger. */
  elder: 0 | 1 | 2 | 3;
  audience: Audience;
  published: Published | null;
  site: Site;
  /** Code of the city that the visitor chose; null for all cities. */
  cityCode: string | null;
  /** The reader's county; null on the pages of enterprises and unions, and if it is unknown. */
  here: Here | null;
  /** The signed-in person: the name if known, and the roles with their places in words. */
  viewer: { label: string; roles: readonly string[]; offices: string[] } | null;
  unread: number;
  csrf: string;
};

/**
 * Renders the cities' colours as CSS variables in a style element with a nonce, because the CSP forbids style
 * attributes.
 */
const Hues = ({ shell }: { shell: Shell }) => (
  <style nonce={shell.nonce}>
    {shell.site.cities
      .filter((city) => /^#[0-9A-Fa-f]{6}$/.test(city.hue))
      .map((city) => `.hue-${city.code}{--hue:${city.hue}}`)
      .join("")}
  </style>
);

const Tools = ({ shell }: { shell: Shell }) => {
  const city = shell.site.cities.find((c) => c.code === shell.cityCode);
  const level = shell.elder >= 3 ? 0 : shell.elder + 1;
  return (
    <div class="tools">
      {shell.audience === "public" ? (
        <a href={`/near?back=${encodeURIComponent(shell.path)}`}>
          {shell.here ? NEAR.at(shell.here.name) : NEAR.ask}
        </a>
      ) : null}
      <a href="/cities">{city?.shortName ?? COMMON.allCities}</a>
      <a href={`/elder?level=${level}&back=${encodeURIComponent(shell.path)}`}>
        {level === 0 ? COMMON.normalSize : COMMON.larger}
      </a>
    </div>
  );
};

/**
 * Shows name, offices, unread notices and sign-out to people who work for a union or an enterprise, because
 * they share computers. Seekers have /me in the navigation instead, as everybody has on a phone's public
 * page.
 */
const Who = ({ shell }: { shell: Shell }) =>
  shell.viewer && shell.viewer.offices.length > 0 ? (
    <div class={`who ${shell.audience}`}>
      <p>
        <b>{shell.viewer.label || COMMON.nameless}</b>
        {shell.viewer.offices.length > 0 ? (
          <span class="quiet"> {shell.viewer.offices.join("、")}</span>
        ) : null}
      </p>
      <a href="/me#notices">
        <Icon name="bell" />
        {COMMON.notices(shell.unread)}
      </a>
      <a href="/me">{COMMON.mine}</a>
      <form method="post" action="/sign-out">
        <input type="hidden" name={FORM_TOKEN} value={shell.csrf} />
        <button type="submit">{COMMON.signOut}</button>
      </form>
    </div>
  ) : null;

const Foot = ({ shell }: { shell: Shell }) => (
  <footer class="foot">
    <div class="wrap">
      <LaterEntries at={shell} />
      <p class="hotline">
        {COMMON.hotline} <a href={`tel:${COMMON.hotlineNumber}`}>{COMMON.hotlineNumber}</a>
      </p>
      <p>{COMMON.operator(shell.site.agreement?.name ?? COMMON.brand)}</p>
      <nav aria-label={COMMON.help}>
        <a href="/enterprise">{DOOR.link}</a>
        <a href="/help">{COMMON.help}</a>
        <a href="/ranking">{COMMON.ranking}</a>
        <a href="/api/docs">{COMMON.api}</a>
        {shell.audience === "public" ? null : <a href="/">{COMMON.publicSite}</a>}
      </nav>
    </div>
  </footer>
);

/** The frame of every page: logo, city switch, type size, hotline. */
export const Layout: FC<{ shell: Shell; structured?: object; head?: Child; children?: Child }> = ({
  shell,
  structured,
  head,
  children,
}) => (
  <html lang="zh-CN" {...(shell.elder ? { "data-elder": String(shell.elder) } : {})}>
    <head>
      <HeadStart title={shell.title} audience={shell.audience} />
      <Publication title={shell.title} published={shell.published} />
      <link rel="stylesheet" href={asset("app.css")} />
      <Hues shell={shell} />
      <link rel="alternate" type="application/atom+xml" href="/postings.atom" title={COMMON.brand} />
      <script type="module" src={asset("app.js")} nonce={shell.nonce} />
      {structured ? (
        <script type="application/ld+json" nonce={shell.nonce}>
          {raw(embedded(structured))}
        </script>
      ) : null}
      {head}
      <HeadEnd />
    </head>
    <body>
      <a class="skip" href="#main">
        {COMMON.skip}
      </a>
      <header class="top">
        <div class="wrap">
          <a class="mark" href={shell.audience === "public" ? "/" : `/${shell.audience}`}>
            <b>{COMMON.brand}</b>
            <small>{shell.site.agreement?.shortName ?? COMMON.brandLong}</small>
          </a>
          <Tools shell={shell} />
          <Nav at={shell} />
        </div>
        <Who shell={shell} />
      </header>
      <main id="main" tabindex={-1}>
        <div class="wrap">{children}</div>
      </main>
      <Foot shell={shell} />
    </body>
  </html>
);
