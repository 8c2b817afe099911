import type { Context } from "hono";
import {
  ChannelInput,
  createChannel,
  listChannels,
  listRegistrations,
  listStands,
  ownCity,
  readOurs,
} from "../../../../fairs/index.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { cursorOf, idOf, one, parse, readForm, refusedForm } from "../../../forms.ts";
import { namesFor } from "../../../names.ts";
import { originOf, page } from "../../../page.tsx";
import { ARTICLE, CHANNELS, OURS } from "../../../text/fairs/unions.ts";
import { fairHead } from "../public/index.tsx";
import { ArticlePage, ChannelsPage } from "./channels.tsx";
import { OursPage } from "./ours.tsx";

/** Officers of any city that takes part; the query leaves each what is its own. */
const partners = { who: ["officer"], on: { record: "fair", param: "id", by: "readers" } } as const;
const audience = "union" as const;
const PAGE = 50;

async function channelsPage(c: Context<Env>, form: FormState): Promise<Response> {
  const ctx = c.get("ctx");
  const id = idOf(c);
  const [{ fair }, channels] = await Promise.all([ownCity(ctx, id), listChannels(ctx, id)]);
  const data = { fair, channels, origin: originOf(c) };
  const status = form.errors.length > 0 ? 422 : 200;
  return page(
    c,
    { title: `${CHANNELS.title} · ${fair.title}`, audience, head: fairHead, status },
    (shell) => <ChannelsPage shell={shell} data={data} form={form} />,
  );
}

/** What the unions of a fair's cities do about it besides its desk: channels, the article, their own part. */
export const partnerPages = new Pages()
  .get("/union/fairs/:id/ours", partners, async (c) => {
    const ctx = c.get("ctx");
    const id = idOf(c);
    const cursor = cursorOf(c);
    const ours = await readOurs(ctx, id);
    const found = await listRegistrations(ctx, { as: "home", fairId: id, cursor, limit: PAGE });
    const data = {
      ours,
      registrations: found.items,
      next: found.nextCursor,
      paged: cursor !== undefined,
    };
    return page(c, { title: `${OURS.title} · ${ours.fair.title}`, audience, head: fairHead }, () => (
      <OursPage data={data} />
    ));
  })
  .get("/union/fairs/:id/channels", partners, (c) => channelsPage(c, EMPTY_FORM))
  .post("/union/fairs/:id/channels", partners, async (c) => {
    const fairId = idOf(c);
    const fields = await readForm(c);
    await ownCity(c.get("ctx"), fairId);
    try {
      const input = parse(ChannelInput, { name: one(fields, "name"), kind: one(fields, "kind") });
      await createChannel(c.get("ctx"), { fairId, ...input });
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return channelsPage(c, form);
    }
    return c.redirect(`/union/fairs/${fairId}/channels`, 303);
  })
  .get("/union/fairs/:id/article", partners, async (c) => {
    const ctx = c.get("ctx");
    const id = idOf(c);
    const [{ fair }, channels, names] = await Promise.all([
      ownCity(ctx, id),
      listChannels(ctx, id),
      namesFor(ctx),
    ]);
    const channel = channels.find(({ code }) => code === c.req.query("channel")) ?? channels[0] ?? null;
    const stands = await listStands(ctx, fair);
    const data = { fair, channels, channel, stands, names, origin: originOf(c) };
    return page(c, { title: `${ARTICLE.title} · ${fair.title}`, audience, head: fairHead }, () => (
      <ArticlePage data={data} />
    ));
  });
