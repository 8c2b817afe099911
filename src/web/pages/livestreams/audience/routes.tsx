import type { Context } from "hono";
import {
  addPlatformFigure,
  controlledLivestream,
  listPlatformFigures,
  type PlatformFigure,
  PlatformFigureInput,
  readCount,
} from "../../../../livestreams/index.ts";
import { shanghaiTime } from "../../../../platform/core/clock.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import {
  cursorOf,
  type Fields,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { LIVESTREAM_CONTROL } from "../../../policies.ts";
import { PLATFORM_FIGURES } from "../../../text/livestreams/audience.ts";
import { PlatformFiguresPage } from "./platform-figures-page.tsx";

const PAGE = 20;

const localTime = (iso: string): string => shanghaiTime(new Date(iso));
/** Adds the time zone of Shanghai to an input's value, or to a typed time such as 2026-05-25 09:00. */
const instant = (text: string): string => (text ? `${text.replace(" ", "T")}:00+08:00` : "");

/** The values of the form that corrects a figure. */
const correctionOf = ({ id, platform, measure, value, source, asOf }: PlatformFigure): Fields => ({
  platform,
  measure,
  value: String(value),
  source,
  asOf: localTime(asOf),
  replaces: id,
});

type Shown = { form?: FormState; refused?: string };

async function figuresPage(c: Context<Env>, { form = EMPTY_FORM, refused }: Shown = {}) {
  const ctx = c.get("ctx");
  const livestream = await controlledLivestream(ctx, pathId(c));
  const cursor = cursorOf(c);
  const figures = await listPlatformFigures(ctx, { livestreamId: livestream.id, cursor, limit: PAGE });
  const chosen = figures.items.find(
    ({ id, replacedBy }) => id === c.req.query("replaces") && replacedBy === null,
  );
  const fresh = { platform: livestream.links[0]?.platform, asOf: localTime(ctx.clock.now().toISOString()) };
  const values = chosen ? correctionOf(chosen) : fresh;
  const isShownAgain = form.errors.length > 0;
  const data = {
    livestream,
    items: figures.items,
    next: figures.nextCursor,
    cursor,
    form: isShownAgain ? form : { values, errors: [] },
    commandId: isShownAgain ? fieldText(form.values, "commandId") : ctx.ids.uuid(),
    saved: c.req.query("saved") === "1" && !isShownAgain,
    refused: refused ?? null,
  };
  const title = `${PLATFORM_FIGURES.title} · ${livestream.title}`;
  const status = refused ? 409 : formStatus(form);
  return page(c, { title, audience: "union", status }, (shell) => (
    <PlatformFiguresPage shell={shell} data={data} />
  ));
}

/** Adds the figure of the form once: a second tap sends the same id again. */
async function add(c: Context<Env>, fields: Fields): Promise<void> {
  const ctx = c.get("ctx");
  const [livestreamId, commandId] = [pathId(c), fieldText(fields, "commandId")];
  const count = readCount(fieldText(fields, "value"));
  if (fieldText(fields, "value") !== "" && count === null)
    throw new AppError("INVALID_INPUT", { fields: [{ path: "value", code: "INVALID_FORMAT" }] });
  const input = parse(PlatformFigureInput, {
    platform: fieldText(fields, "platform"),
    measure: fieldText(fields, "measure"),
    value: count ?? undefined,
    source: fieldText(fields, "source"),
    asOf: instant(fieldText(fields, "asOf")),
    replaces: fieldText(fields, "replaces") || null,
  });
  try {
    await addPlatformFigure(ctx, { livestreamId, ...input, ...(UUID.test(commandId) ? { commandId } : {}) });
  } catch (error) {
    // An earlier form that the browser shows again has new values: they are a new figure.
    if (!(error instanceof AppError && error.code === "IDEMPOTENCY_KEY_REUSED")) throw error;
    await addPlatformFigure(ctx, { livestreamId, ...input });
  }
}

/** Figures of other platforms, for the officers of a livestream's organising cities. */
export const platformFigurePages = new Pages()
  .get("/union/livestreams/:id/platform-figures", LIVESTREAM_CONTROL, (c) => figuresPage(c))
  .post("/union/livestreams/:id/platform-figures", LIVESTREAM_CONTROL, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        try {
          await add(c, fields);
        } catch (error) {
          if (!(error instanceof AppError && error.code === "CONFLICT")) throw error;
          return figuresPage(c, { refused: PLATFORM_FIGURES.taken });
        }
        return c.redirect(`/union/livestreams/${pathId(c)}/platform-figures?saved=1`, 303);
      },
      (form) => figuresPage(c, { form }),
    );
  });
