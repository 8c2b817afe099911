import { hc } from "hono/client";
import type { Api } from "../../src/app.ts";

/** Returns a typed client of the JSON API. Its requests carry `token` if given. */
export const apiClient = (origin: string, token?: string) =>
  hc<Api>(`${origin}/api/v1`, token ? { headers: { authorization: `Bearer ${token}` } } : {});

/** Signs in by phone. Returns the token. */
export async function signInByPhone(origin: string, phone: string): Promise<string> {
  const client = apiClient(origin);
  const sent = await client.sessions.otp.$post({ json: { phone } });
  const { devCode } = (await sent.json()) as { devCode?: string };
  if (sent.status !== 202 || !devCode) throw new Error(`no code for ${phone}: ${sent.status}`);
  const session = await client.sessions.$post({ json: { phone, code: devCode } });
  if (session.status !== 201) throw new Error(`no session for ${phone}: ${session.status}`);
  return ((await session.json()) as { token: string }).token;
}
