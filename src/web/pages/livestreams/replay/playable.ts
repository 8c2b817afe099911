import type { Context } from "hono";
import { type Env, isMediaOrigin, playsMedia } from "../../../../platform/http/index.ts";

/** Most other hosts from which one page plays films. */
const HOSTS_MAX = 4;

/** Returns the origin of an address at another host; null for a path here. */
const originOf = (url: string): string | null => (url.startsWith("/") ? null : new URL(url).origin);

/**
 * Returns the films that the page of this answer may play, and lets it play them. Those at a host from which
 * no page may play are left out.
 */
export function playable<Film extends { url: string | null }>(
  c: Context<Env>,
  films: readonly Film[],
): Film[] {
  const { config } = c.get("services");
  const all = films.flatMap(({ url }) => (url ? (originOf(url) ?? []) : []));
  const hosts = [...new Set(all)].filter((one) => isMediaOrigin(config, one)).slice(0, HOSTS_MAX);
  const shown = films.filter(({ url }) => {
    const host = url && originOf(url);
    return !host || hosts.includes(host);
  });
  if (shown.some(({ url }) => url)) playsMedia(c, hosts);
  return shown;
}
