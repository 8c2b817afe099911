import type { Context } from "hono";
import {
  controlledLivestream,
  PLATFORMS,
  type PushAddress,
  readSources,
  reissueKey,
  removeLink,
  SourceInput,
  SourceLinkInput,
  setLink,
  setSource,
} from "../../../../livestreams/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import type { FormState } from "../../../components/forms.tsx";
import { type Fields, fieldText, formStatus, parse, pathId, readForm, submitForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { LIVESTREAM_HOME } from "../../../policies.ts";
import { SIGNAL } from "../../../text/livestreams/signal.ts";
import { linkField } from "./links-section.tsx";
import { SignalPage } from "./signal-page.tsx";

type Shown = { push?: PushAddress | null; form?: FormState };

async function signalPage(c: Context<Env>, { push = null, form }: Shown = {}) {
  const ctx = c.get("ctx");
  const livestream = await controlledLivestream(ctx, pathId(c));
  const sources = await readSources(ctx, { livestreamId: livestream.id });
  const data = { livestream, sources, server: ctx.config.streams !== null, push, form: form ?? null };
  const title = `${SIGNAL.title} · ${livestream.title}`;
  const status = form ? formStatus(form) : 200;
  return page(c, { title, audience: "union", status }, (shell) => <SignalPage shell={shell} data={data} />);
}

/**
 * Returns the first address in a text. What a platform's app copies to share is a sentence with the address
 * in it.
 */
const addressIn = (text: string): string =>
  /https?:\/\/[^\s\p{Script=Han}，。！？、；：“”（）]+/iu.exec(text)?.[0] ?? text;

/** Sets or removes the page on one platform, as the pressed button says. */
async function changeLinks(c: Context<Env>, fields: Fields): Promise<Response> {
  const ctx = c.get("ctx");
  const livestreamId = pathId(c);
  const back = () => c.redirect(`/union/livestreams/${livestreamId}/signal#links`, 303);
  const gone = PLATFORMS.find((one) => one === fieldText(fields, "remove"));
  if (gone) {
    await removeLink(ctx, { livestreamId, platform: gone });
    return back();
  }
  const platform = PLATFORMS.find((one) => one === fieldText(fields, "platform"));
  if (!platform) throw new AppError("INVALID_INPUT", { fields: [{ path: "platform", code: "MISSING" }] });
  const path = linkField(platform);
  try {
    const link = parse(SourceLinkInput, { platform, url: addressIn(fieldText(fields, path)) });
    await setLink(ctx, { livestreamId, ...link });
    return back();
  } catch (error) {
    const faults = error instanceof AppError ? error.detail.fields : undefined;
    if (!(error instanceof AppError && faults)) throw error;
    throw new AppError(error.code, { fields: faults.map((fault) => ({ ...fault, path })) });
  }
}

/** Pages on the source of a livestream's picture. A push address is in the answer to its request alone. */
export const signalPages = new Pages()
  .get("/union/livestreams/:id/signal", LIVESTREAM_HOME, (c) => signalPage(c))
  .post("/union/livestreams/:id/signal", LIVESTREAM_HOME, async (c) => {
    const ctx = c.get("ctx");
    const livestreamId = pathId(c);
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const kind = fieldText(fields, "kind");
        const { main } = await readSources(ctx, { livestreamId });
        if (kind === "server" && main?.kind === "server")
          return signalPage(c, { push: await reissueKey(ctx, { livestreamId }) });
        const given = kind === "server" ? { kind } : { kind, url: fieldText(fields, "url") };
        const { push } = await setSource(ctx, { livestreamId, ...parse(SourceInput, given) });
        return push ? signalPage(c, { push }) : c.redirect(`/union/livestreams/${livestreamId}/signal`, 303);
      },
      (form) => signalPage(c, { form }),
    );
  })
  .post("/union/livestreams/:id/signal/links", LIVESTREAM_HOME, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      () => changeLinks(c, fields),
      (form) => signalPage(c, { form }),
    );
  });
