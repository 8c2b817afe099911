import type { FC } from "hono/jsx";
import type { Area } from "../../platform/program/index.ts";
import { asset } from "../static/index.ts";
import { COMMON } from "../text/common.ts";

const ICON_PX = 192;
export const THEME_COLOR = "#b3261e";

/** The start of every document's head: encoding, width, title, icons. */
export const HeadStart: FC<{ title: string; audience?: Area }> = ({ title, audience = "public" }) => (
  <>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{[title, COMMON.areas[audience], COMMON.brand].filter(Boolean).join(" · ")}</title>
    <link rel="icon" href={asset("favicon.svg")} type="image/svg+xml" />
    <link rel="apple-touch-icon" href={asset(`icon-${ICON_PX}.png`)} sizes={`${ICON_PX}x${ICON_PX}`} />
  </>
);

/** A page for search engines and messengers: its canonical address and a description. */
export type Published = { address: string; description: string };

type PublishedProps = { title: string; published: Published | null };

/** Keeps personal pages and errors out of search engines. */
export const Publication: FC<PublishedProps> = ({ title, published }) =>
  published ? (
    <>
      <meta name="description" content={published.description} />
      <link rel="canonical" href={published.address} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={published.description} />
      <meta property="og:url" content={published.address} />
      <meta property="og:site_name" content={COMMON.brand} />
      <meta property="og:type" content="website" />
      <meta property="og:locale" content="zh_CN" />
      <meta property="og:image" content={new URL(asset("icon-512.png"), published.address).href} />
    </>
  ) : (
    <meta name="robots" content="noindex" />
  );

/** Browsers use the first manifest and colour, so a page's own come first. */
export const HeadEnd: FC = () => (
  <>
    <link rel="manifest" href="/manifest.webmanifest" />
    <meta name="theme-color" content={THEME_COLOR} />
  </>
);
