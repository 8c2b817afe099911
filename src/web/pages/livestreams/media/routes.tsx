import type { Context } from "hono";
import { statusOf } from "../../../../capabilities.ts";
import {
  CaptionsAddress,
  controlledLivestream,
  getLivestream,
  type LivestreamView,
  mediaOf,
  POSTER_BYTES_MAX,
  removeMedia,
  setCaptions,
  setCaptionsAddress,
  setPoster,
} from "../../../../livestreams/index.ts";
import { AppError, notFound, orNotFound } from "../../../../platform/core/errors.ts";
import { readUpload, serveFile } from "../../../../platform/files/index.ts";
import { type Env, Pages, shareMedia } from "../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { fieldText, formStatus, parse, pathId, readForm, refusedForm, submitForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { LIVESTREAM_HOME, LIVESTREAM_READER } from "../../../policies.ts";
import { ERROR_TEXT } from "../../../text/errors/index.ts";
import { kilobytes, MEDIA } from "../../../text/livestreams/media.ts";
import { MediaPage } from "./media-page.tsx";

/** Returns the livestream to an officer of its home city. Throws NOT_FOUND for others. */
async function ownLivestream(c: Context<Env>): Promise<LivestreamView> {
  const livestream = await controlledLivestream(c.get("ctx"), pathId(c));
  if (!livestream.control?.edits) throw notFound();
  return livestream;
}

type Shown = { form?: FormState; error?: AppError };

/** Returns title and sentence of a refusal. A poster has a smaller limit than other pictures. */
function refusalOf({ code, detail: { facts } }: AppError): { title: string; detail: string } {
  const text = ERROR_TEXT[code];
  if (code !== "FILE_TOO_LARGE" || facts?.bytesMax !== POSTER_BYTES_MAX) return text;
  return { ...text, detail: MEDIA.posterTooLarge(kilobytes(POSTER_BYTES_MAX)) };
}

async function mediaPage(c: Context<Env>, { form = EMPTY_FORM, error }: Shown = {}) {
  const ctx = c.get("ctx");
  const livestream = await ownLivestream(c);
  const media = await mediaOf(ctx, { livestreamId: livestream.id });
  const refused = error ? refusalOf(error) : null;
  const data = { livestream, media, files: ctx.files !== null, form, refused };
  const title = `${MEDIA.title} · ${livestream.title}`;
  const status = error ? statusOf(error) : formStatus(form);
  return page(c, { title, audience: "union", status }, (shell) => <MediaPage shell={shell} data={data} />);
}

/** True for a refusal that the page explains: of the file, or of the livestream's state. */
const isSaid = (error: unknown): error is AppError =>
  error instanceof AppError &&
  (/^(FILE|FILES|STORAGE)_/.test(error.code) || ["LIVESTREAM_STATE", "BODY_TOO_LARGE"].includes(error.code));

type Take = (upload: { id: string; body: ReadableStream<Uint8Array> }) => Promise<void>;

/** Takes the file of a form. Its page says why it was refused. */
async function takeFile(c: Context<Env>, take: Take, name: "poster" | "captions"): Promise<Response> {
  await ownLivestream(c);
  let body: ReadableStream<Uint8Array> | null = null;
  try {
    const { file } = await readUpload(c.req.raw);
    if (!file) throw new AppError("INVALID_INPUT", { fields: [{ path: name, code: "FILE_MISSING" }] });
    body = file.body;
    await take({ id: pathId(c), body });
    return c.redirect(`/union/livestreams/${pathId(c)}/media#${name}-now`, 303);
  } catch (error) {
    if (body && !body.locked) await body.cancel().catch(() => undefined);
    const form = refusedForm(error, {});
    if (form) return mediaPage(c, { form });
    if (!isSaid(error)) throw error;
    return mediaPage(c, { error });
  }
}

/** The poster and the captions of a livestream: the officers' page, and the files for its readers. */
export const mediaPages = new Pages()
  .get("/livestreams/:id/poster", LIVESTREAM_READER, async (c) => {
    const ctx = c.get("ctx");
    const { id } = await getLivestream(ctx, { id: pathId(c) });
    const { poster } = await mediaOf(ctx, { livestreamId: id });
    shareMedia(c);
    return serveFile(c, orNotFound(poster?.fileId));
  })
  .get("/livestreams/:id/captions", LIVESTREAM_READER, async (c) => {
    const ctx = c.get("ctx");
    const { id } = await getLivestream(ctx, { id: pathId(c) });
    const { captions } = await mediaOf(ctx, { livestreamId: id });
    return serveFile(c, orNotFound(captions?.fileId));
  })
  .get("/union/livestreams/:id/media", LIVESTREAM_HOME, (c) => mediaPage(c))
  .post("/union/livestreams/:id/poster", LIVESTREAM_HOME, (c) =>
    takeFile(c, (upload) => setPoster(c.get("ctx"), upload), "poster"),
  )
  .post("/union/livestreams/:id/captions", LIVESTREAM_HOME, (c) =>
    takeFile(c, (upload) => setCaptions(c.get("ctx"), upload), "captions"),
  )
  .post("/union/livestreams/:id/media", LIVESTREAM_HOME, async (c) => {
    const ctx = c.get("ctx");
    const id = pathId(c);
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const act = fieldText(fields, "act");
        try {
          if (act === "removePoster") await removeMedia(ctx, { id, use: "poster" });
          else if (act === "removeCaptions") await removeMedia(ctx, { id, use: "captions" });
          else
            await setCaptionsAddress(ctx, {
              id,
              ...parse(CaptionsAddress, { url: fieldText(fields, "url") }),
            });
        } catch (error) {
          if (!isSaid(error)) throw error;
          return mediaPage(c, { error, form: { values: fields, errors: [] } });
        }
        return c.redirect(`/union/livestreams/${id}/media`, 303);
      },
      (form) => mediaPage(c, { form }),
    );
  });
