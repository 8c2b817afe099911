import type { Context } from "hono";
import {
  controlledLivestream,
  type PushAddress,
  readSources,
  reissueKey,
  SourceInput,
  setSource,
} from "../../../../livestreams/index.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import type { FormState } from "../../../components/forms.tsx";
import { fieldText, formStatus, parse, pathId, readForm, submitForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { LIVESTREAM_HOME } from "../../../policies.ts";
import { SIGNAL } from "../../../text/livestreams/signal.ts";
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
  });
