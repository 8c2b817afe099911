import type { Config } from "../../config/index.ts";

/** Port at which the program answers unless it is told another one. */
const USUAL_PORT = "3000";

/** Returns true if people reach the program over TLS. */
export const isSecure = ({ origins }: Pick<Config, "origins">): boolean =>
  origins[0]?.startsWith("https:") ?? false;

/**
 * Returns the name of a cookie that belongs to this node alone. `__Host-` binds it to this host over TLS;
 * browsers refuse the prefix on plain http. There the name has the port: browsers send a host's cookies to
 * all of its ports (RFC 6265, 8.5). Otherwise two nodes on one machine would end each other's sessions.
 */
export function ownCookie(config: Pick<Config, "origins">, name: string): string {
  if (isSecure(config)) return `__Host-${name}`;
  const port = config.origins[0] ? new URL(config.origins[0]).port : "";
  return port === "" || port === USUAL_PORT ? name : `${name}-${port}`;
}
