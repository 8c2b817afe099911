import type { FC } from "hono/jsx";
import type { Area } from "../../platform/program/index.ts";
import { asset } from "../static/index.ts";
import { COMMON } from "../text/common.ts";

const ICON_PX = 192;
export const THEME_COLOR = "#b3261e";

/** The start of every document's head: encoding, viewport, title, icons. */
export const HeadStart: FC<{ title: string; audience?: Area }> = ({ title, audience = "public" }) => (
  <>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{[title, COMMON.areas[audience], COMMON.brand].filter(Boolean).join(" · ")}</title>
    <link rel="icon" href={asset("favicon.svg")} type="image/svg+xml" />
    <link rel="apple-touch-icon" href={asset(`icon-${ICON_PX}.png`)} sizes={`${ICON_PX}x${ICON_PX}`} />
  </>
);

/** Canonical address and description of a page that search engines and messengers may show. */
export type Published = { address: string; description: string; image: string | null };

type PublishedProps = { title: string; published: Published | null };

/** Metadata of a published page. Any other page, such as a personal page or an error, is marked `noindex`. */
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
      <meta
        property="og:image"
        content={new URL(published.image ?? asset("icon-512.png"), published.address).href}
      />
    </>
  ) : (
    <meta name="robots" content="noindex" />
  );

/**
 * The site's manifest and colour, at the end of the head. Browsers use the first of each, so those of a
 * single page win.
 */
export const HeadEnd: FC = () => (
  <>
    <link rel="manifest" href="/manifest.webmanifest" />
    <meta name="theme-color" content={THEME_COLOR} />
  </>
);
