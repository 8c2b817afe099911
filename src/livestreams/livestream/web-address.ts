import type { RequestContext } from "../../platform/context.ts";
import { invalid } from "../../platform/core/errors.ts";
import { readUrl } from "../../platform/outbound/index.ts";

/**
 * Returns an address of the web in its normal form. Throws INVALID_INPUT for another text, and without TLS in
 * production.
 */
export function requireAddress({ config }: Pick<RequestContext, "config">, text: string): string {
  let url: URL;
  try {
    url = readUrl(text);
  } catch {
    throw invalid("url", "INVALID_ADDRESS");
  }
  if (config.production && url.protocol !== "https:") throw invalid("url", "WITHOUT_TLS");
  return url.href;
}
