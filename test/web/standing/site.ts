import { type Hall, openHall } from "../../applications/world.ts";
import type { Client } from "../../support/app.ts";

export type Site = Hall & {
  read(path: string, who?: Client): Promise<string>;
  submit(path: string, fields: Record<string, string>, who?: Client): Promise<Response>;
};

/** Opens a hall whose pages are read and whose forms are sent without scripts. */
export async function openSite(): Promise<Site> {
  const hall = await openHall();
  const cookie = (who?: Client) => (who ? { cookie: `session=${who.token}` } : {});
  return {
    ...hall,
    read: async (path, who) => (await hall.t.app.request(path, { headers: cookie(who) })).text(),
    submit: async (path, fields, who) =>
      hall.t.app.request(path, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { ...cookie(who), origin: "http://localhost" },
      }),
  };
}

/** Returns the values of the inputs, text areas and selects of the form with this action. */
export function fieldsOf(html: string, action: string): Record<string, string> {
  const start = html.indexOf(`action="${action}"`);
  const form = start < 0 ? "" : html.slice(start, html.indexOf("</form>", start));
  const found: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    if (name && !/type="checkbox"/.test(tag)) found[name] = /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? "";
  }
  for (const [, name, body] of form.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g))
    if (name) found[name] = body ?? "";
  for (const [, name, body] of form.matchAll(/<select [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
    if (name) found[name] = /<option value="([^"]*)" selected/.exec(body ?? "")?.[1] ?? "";
  return found;
}
