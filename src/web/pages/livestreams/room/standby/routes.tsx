import type { Context } from "hono";
import { statusOf } from "../../../../../capabilities.ts";
import {
  controlledLivestream,
  removeStandby,
  setStandby,
  standbyOf,
  watchedStandby,
} from "../../../../../livestreams/index.ts";
import { AppError, orNotFound } from "../../../../../platform/core/errors.ts";
import { readUpload, serveFile } from "../../../../../platform/files/index.ts";
import { type Env, Pages, playsMedia, shareMedia } from "../../../../../platform/http/index.ts";
import { pathId } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { LIVESTREAM_CONTROL, LIVESTREAM_READER } from "../../../../policies.ts";
import { fieldMessage } from "../../../../text/errors/fields.ts";
import { ERROR_TEXT } from "../../../../text/errors/index.ts";
import { STANDBY } from "../../../../text/livestreams/room.ts";
import { StandbyPage } from "./standby-page.tsx";

const audience = "union" as const;

/** Returns the sentence of a refused film. */
function sentenceOf({ code, detail }: AppError): string {
  const [field] = detail.fields ?? [];
  return field ? fieldMessage(field, STANDBY.file) : ERROR_TEXT[code].title;
}

async function standbyPage(c: Context<Env>, error?: AppError): Promise<Response> {
  const ctx = c.get("ctx");
  const livestream = await controlledLivestream(ctx, pathId(c));
  playsMedia(c, []);
  const done = Object.entries(STANDBY.done).find(([act]) => act === c.req.query("done"))?.[1] ?? null;
  const refused = error ? sentenceOf(error) : null;
  const data = { livestream, set: (await standbyOf(ctx, livestream)) !== null, done, refused };
  const status = error ? statusOf(error) : 200;
  return page(c, { title: `${STANDBY.title} · ${livestream.title}`, audience, status }, (shell) => (
    <StandbyPage shell={shell} data={data} />
  ));
}

/** Errors that the page answers with a sentence: those about the film, and a livestream that is over. */
const isSaid = (error: unknown): error is AppError =>
  error instanceof AppError &&
  (error.code.startsWith("FILE_") ||
    ["INVALID_INPUT", "LIVESTREAM_STATE", "STORAGE_FULL", "BODY_TOO_LARGE"].includes(error.code));

/**
 * The standby film of a livestream: the officer's page, and the film for viewers while there is no picture.
 */
export const standbyPages = new Pages()
  .get("/union/livestreams/:id/standby", LIVESTREAM_CONTROL, (c) => standbyPage(c))
  .post("/union/livestreams/:id/standby", LIVESTREAM_CONTROL, async (c) => {
    const ctx = c.get("ctx");
    const id = pathId(c);
    await controlledLivestream(ctx, id);
    try {
      const { file } = await readUpload(c.req.raw);
      if (!file) throw new AppError("INVALID_INPUT", { fields: [{ path: "file", code: "FILE_MISSING" }] });
      await setStandby(ctx, { id, body: file.body });
    } catch (error) {
      if (isSaid(error)) return standbyPage(c, error);
      throw error;
    }
    return c.redirect(`/union/livestreams/${id}/standby?done=set`, 303);
  })
  .post("/union/livestreams/:id/standby/removal", LIVESTREAM_CONTROL, async (c) => {
    const id = pathId(c);
    await removeStandby(c.get("ctx"), { id });
    return c.redirect(`/union/livestreams/${id}/standby?done=removed`, 303);
  })
  .get(
    "/livestreams/:id/standby",
    LIVESTREAM_READER,
    async (c) => {
      shareMedia(c);
      return serveFile(c, orNotFound(await watchedStandby(c.get("ctx"), { id: pathId(c) })));
    },
    { live: true },
  );
