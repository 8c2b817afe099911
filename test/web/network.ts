import type { BrowserContext, Route } from "playwright-core";

const EVERYTHING = "**/*";
const refuse = (route: Route) => route.abort("internetdisconnected");

/**
 * Cuts the network of a browser context. The browser fires its `offline` event, and no request of a page or a
 * service worker leaves it. `setOffline` alone is not enough: a page that is being loaded may still send one.
 */
export async function cutNetwork(context: BrowserContext): Promise<void> {
  await context.route(EVERYTHING, refuse);
  await context.setOffline(true);
}

/** Restores the network. Requests pass again before the browser fires its `online` event. */
export async function restoreNetwork(context: BrowserContext): Promise<void> {
  await context.unroute(EVERYTHING, refuse);
  await context.setOffline(false);
}
