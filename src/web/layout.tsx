import { raw } from "hono/html";
import type { Child, FC } from "hono/jsx";
import type { Site } from "../cities/index.ts";
import { Icon } from "./components/icons.tsx";
import { HeadEnd, HeadStart, Publication, type Published } from "./head/head.tsx";
import { embedded } from "./head/structured.ts";
import { asset } from "./static/index.ts";
import { type Audience, COMMON, NAV } from "./text/common.ts";

export type { Audience, Site };

/** What a page's frame needs to know about the request. */
export type Shell = {
  title: string;
  nonce: string;
  path: string;
  /** 0 normal, 1–3 larger. */
  elder: 0 | 1 | 2 | 3;
  audience: Audience;
  published: Published | null;
  site: Site;
  /** The city a visitor chose to look at; null for all. */
  cityCode: string | null;
  viewer: { label: string; roles: readonly string[] } | null;
  unread: number;
  csrf: string;
};

/** Hues are data, and a style attribute would break the CSP: one nonced block of rules instead. */
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
      <a href="/cities">{city?.shortName ?? COMMON.allCities}</a>
      <a href={`/elder?level=${level}&back=${encodeURIComponent(shell.path)}`}>
        {level === 0 ? COMMON.normalSize : COMMON.larger}
      </a>
    </div>
  );
};

const Nav = ({ shell }: { shell: Shell }) => (
  <nav class="nav" aria-label={COMMON.brand}>
    <ul>
      {NAV[shell.audience].map((item) => (
        <li>
          <a href={item.href} {...(isCurrent(shell, item) ? { "aria-current": "page" } : {})}>
            <Icon name={item.icon} />
            <span>{item.text}</span>
            {item.href === "/me" && shell.unread > 0 ? <span class="count">{shell.unread}</span> : null}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

type NavItem = (typeof NAV)[Audience][number];
/** How much of the path an entry covers; 0 for none. */
const covered = ({ href, also }: NavItem, path: string): number =>
  Math.max(...[href, also ?? ""].map((prefix) => (prefix && path.startsWith(prefix) ? prefix.length : 0)));

/** The entry that covers most is the current one: /union/imports is not also /union. */
function isCurrent({ audience, path }: Shell, item: NavItem): boolean {
  const own = covered(item, path);
  return own > 0 && NAV[audience].every((other) => other === item || covered(other, path) <= own);
}

const Foot = ({ shell }: { shell: Shell }) => (
  <footer class="foot">
    <div class="wrap">
      <p class="hotline">
        {COMMON.hotline} <a href={`tel:${COMMON.hotlineNumber}`}>{COMMON.hotlineNumber}</a>
      </p>
      <p>{COMMON.operator(shell.site.agreement?.name ?? COMMON.brand)}</p>
      <nav aria-label={COMMON.help}>
        <a href="/help">{COMMON.help}</a>
        <a href="/ranking">{COMMON.ranking}</a>
        <a href="/api/docs">{COMMON.api}</a>
        {shell.audience === "public" ? null : <a href="/">{COMMON.publicSite}</a>}
      </nav>
    </div>
  </footer>
);

/** The frame of every page: one place for the mark, the city switch, larger type, the hotline. */
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
          <Nav shell={shell} />
        </div>
      </header>
      <main id="main" tabindex={-1}>
        <div class="wrap">{children}</div>
      </main>
      <Foot shell={shell} />
    </body>
  </html>
);
