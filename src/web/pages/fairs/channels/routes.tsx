import type { Context } from "hono";
import { ChannelInput } from "../../../../channels/index.ts";
import { createChannel, listChannels, listStands, ownCity } from "../../../../fairs/index.ts";
import { isOfficerOf } from "../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { isComingOrLive } from "../../../components/fairs.tsx";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { fieldText, formStatus, parse, pathId, readForm, refusedForm } from "../../../forms.ts";
import { originOf, page } from "../../../page.tsx";
import { FAIR_OFFICER } from "../../../policies.ts";
import { ARTICLE, CHANNELS } from "../../../text/fairs/channels.ts";
import { fairHead } from "../fair/public/routes.tsx";
import { ArticlePage } from "./article-page.tsx";
import { ChannelsPage } from "./channels-page.tsx";

const audience = "union" as const;

async function channelsPage(c: Context<Env>, form: FormState): Promise<Response> {
  const ctx = c.get("ctx");
  const id = pathId(c);
  const [{ fair, city }, channels] = await Promise.all([ownCity(ctx, id), listChannels(ctx, id)]);
  const data = {
    fair,
    channels,
    origin: originOf(c),
    creates: isComingOrLive(fair) && isOfficerOf(ctx.actor, city.city),
  };
  const status = formStatus(form);
  return page(
    c,
    { title: `${CHANNELS.title} · ${fair.title}`, audience, head: fairHead, status },
    (shell) => <ChannelsPage shell={shell} data={data} form={form} />,
  );
}

/** The channels of a fair and the article to publish. */
export const channelPages = new Pages()
  .get("/union/fairs/:id/channels", FAIR_OFFICER, (c) => channelsPage(c, EMPTY_FORM))
  .post("/union/fairs/:id/channels", FAIR_OFFICER, async (c) => {
    const fairId = pathId(c);
    const fields = await readForm(c);
    await ownCity(c.get("ctx"), fairId);
    try {
      const input = parse(ChannelInput, { name: fieldText(fields, "name"), kind: fieldText(fields, "kind") });
      await createChannel(c.get("ctx"), { fairId, ...input });
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return channelsPage(c, form);
    }
    return c.redirect(`/union/fairs/${fairId}/channels`, 303);
  })
  .get("/union/fairs/:id/article", FAIR_OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const id = pathId(c);
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
