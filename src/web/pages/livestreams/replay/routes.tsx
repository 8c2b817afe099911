import type { Context } from "hono";
import {
  clipFile,
  controlledLivestream,
  filmFile,
  getChapters,
  listRecordings,
  RecordingAction,
  recordingFile,
  setRecordingVisibility,
} from "../../../../livestreams/index.ts";
import { serveFile } from "../../../../platform/files/index.ts";
import { type Env, Pages, shareMedia } from "../../../../platform/http/index.ts";
import type { FormState } from "../../../components/forms.tsx";
import { fieldText, formStatus, parse, pathId, readForm, submitForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { ANYONE, LIVESTREAM_CONTROL, LIVESTREAM_READER, onRecord } from "../../../policies.ts";
import { RECORDINGS } from "../../../text/livestreams/replay.ts";
import { RecordingsPage } from "./recordings-page.tsx";

const asked = (c: Context<Env>) => ({ id: pathId(c), recordingId: pathId(c, "recordingId") });

async function recordingsPage(c: Context<Env>, form?: FormState) {
  const ctx = c.get("ctx");
  const livestream = await controlledLivestream(ctx, pathId(c));
  const { items } = await listRecordings(ctx, { id: livestream.id });
  const refused = form ? pathId(c, "recordingId") : null;
  const title = `${RECORDINGS.title} · ${livestream.title}`;
  const status = form ? formStatus(form) : 200;
  return page(c, { title, audience: "union", status }, (shell) => (
    <RecordingsPage shell={shell} data={{ livestream, items, refused }} />
  ));
}

/** Films and chapters of replays, clips of postings, and the page of recordings for officers. */
export const replayPages = new Pages()
  .get("/livestreams/:id/replay/:recordingId/film", LIVESTREAM_READER, async (c) => {
    shareMedia(c);
    return serveFile(c, await filmFile(c.get("ctx"), asked(c)));
  })
  .get("/livestreams/:id/replay/:recordingId/chapters", LIVESTREAM_READER, async (c) =>
    c.body(await getChapters(c.get("ctx"), asked(c)), 200, {
      "content-type": "text/vtt; charset=utf-8",
      "cache-control": "private, no-cache",
    }),
  )
  .get("/postings/:id/clips/:clipId", onRecord(ANYONE, "posting", "readers"), async (c) => {
    const clip = { postingId: pathId(c), clipId: pathId(c, "clipId") };
    shareMedia(c);
    return serveFile(c, await clipFile(c.get("ctx"), clip));
  })
  .get("/union/livestreams/:id/recordings", LIVESTREAM_CONTROL, (c) => recordingsPage(c))
  .get("/union/livestreams/:id/recordings/:recordingId/file", LIVESTREAM_CONTROL, async (c) => {
    const { fileId, fileName } = await recordingFile(c.get("ctx"), asked(c));
    return serveFile(c, fileId, { saveAs: fileName });
  })
  .post("/union/livestreams/:id/recordings/:recordingId", LIVESTREAM_CONTROL, async (c) => {
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const action = fieldText(fields, "action");
        const given = action === "hide" ? { action, reason: fieldText(fields, "reason") } : { action };
        await setRecordingVisibility(ctx, { ...asked(c), ...parse(RecordingAction, given) });
        return c.redirect(`/union/livestreams/${pathId(c)}/recordings`, 303);
      },
      (form) => recordingsPage(c, form),
    );
  });
