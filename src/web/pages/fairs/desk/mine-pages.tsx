import type { Context } from "hono";
import {
  getFair,
  getMyFair,
  joinQueue,
  leaveQueue,
  listOffered,
  setWishes,
  WishesInput,
} from "../../../../fairs/index.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { DonePage } from "../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { type Fields, idIn, idOf, one, parse, readForm, refusedForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { MY_FAIR } from "../../../text/fairs/desk.ts";
import { MinePage } from "./mine.tsx";

const mine = { who: "signedIn", on: { record: "fair", param: "id", by: "readers" } } as const;

const REFRESH_S = 20;

async function minePage(c: Context<Env>, form: FormState) {
  const ctx = c.get("ctx");
  const id = idOf(c);
  const [fair, own, offered] = await Promise.all([
    getFair(ctx, { id }),
    getMyFair(ctx, id),
    listOffered(ctx, id),
  ]);
  // Who waits for a call need not press anything: the page asks again by itself.
  if (c.req.method === "GET" && own.queue.length > 0) c.header("refresh", String(REFRESH_S));
  const status = form.errors.length > 0 ? 422 : 200;
  return page(c, { title: `${MY_FAIR.title} · ${fair.title}`, status }, (shell) => (
    <MinePage shell={shell} data={{ fair, mine: own, offered, form }} />
  ));
}

type Said = { title: string; next?: string };

async function act(c: Context<Env>, fields: Fields): Promise<Said> {
  const ctx = c.get("ctx");
  const fairId = idOf(c);
  switch (one(fields, "act")) {
    case "join": {
      const { number } = await joinQueue(ctx, { fairId, registrationId: idIn(fields, "registrationId") });
      return { title: MY_FAIR.taken(number), next: MY_FAIR.takenNext };
    }
    case "leave":
      await leaveQueue(ctx, { fairId, registrationId: idIn(fields, "registrationId") });
      return { title: MY_FAIR.left };
    default: {
      const postingIds = ["wish1", "wish2", "wish3"].map((name) => one(fields, name)).filter(Boolean);
      await setWishes(ctx, { fairId, ...parse(WishesInput, { postingIds }) });
      return { title: MY_FAIR.saved, next: MY_FAIR.savedNext };
    }
  }
}

/** The seeker's own page of a fair. */
export const myFairPages = new Pages()
  .get("/me/fairs/:id", mine, (c) => minePage(c, EMPTY_FORM))
  .post("/me/fairs/:id", mine, async (c) => {
    await getFair(c.get("ctx"), { id: idOf(c) });
    const fields = await readForm(c);
    try {
      const said = await act(c, fields);
      const back = { href: `/me/fairs/${idOf(c)}`, text: MY_FAIR.title };
      return page(c, { title: said.title }, () => <DonePage {...said} back={back} />);
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return minePage(c, form);
    }
  });
