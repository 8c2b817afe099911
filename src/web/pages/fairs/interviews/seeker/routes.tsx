import type { Context } from "hono";
import {
  dropRefused,
  getFair,
  getMyFair,
  joinQueue,
  leaveQueue,
  listOffered,
  setWishes,
  WishesInput,
} from "../../../../../fairs/index.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../../components/forms.tsx";
import {
  type Fields,
  fieldId,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { FAIR_VISITOR } from "../../../../policies.ts";
import { MY_FAIR } from "../../../../text/fairs/interviews.ts";
import { SENDING_REFRESH_S } from "../sending-section.tsx";
import { MyFairPage } from "./my-fair-page.tsx";

const REFRESH_S = 20;

async function myFairPage(c: Context<Env>, form: FormState) {
  const ctx = c.get("ctx");
  const id = pathId(c);
  const [fair, own, offered] = await Promise.all([
    getFair(ctx, { id }),
    getMyFair(ctx, id),
    listOffered(ctx, id),
  ]);
  // The page reloads by itself while the person waits in a queue.
  const refreshS = own.sending?.waiting ? SENDING_REFRESH_S : own.queue.length > 0 ? REFRESH_S : null;
  if (c.req.method === "GET" && refreshS !== null) c.header("refresh", String(refreshS));
  const status = formStatus(form);
  return page(c, { title: `${MY_FAIR.title} · ${fair.title}`, status }, (shell) => (
    <MyFairPage shell={shell} data={{ fair, mine: own, offered, form }} />
  ));
}

type Said = { title: string; next?: string };

async function act(c: Context<Env>, fields: Fields): Promise<Said> {
  const ctx = c.get("ctx");
  const fairId = pathId(c);
  switch (fieldText(fields, "act")) {
    case "join": {
      const { number } = await joinQueue(ctx, { fairId, registrationId: fieldId(fields, "registrationId") });
      return number === null
        ? { title: MY_FAIR.asked, next: MY_FAIR.askedNext }
        : { title: MY_FAIR.taken(number), next: MY_FAIR.takenNext };
    }
    case "leave":
      await leaveQueue(ctx, { fairId, registrationId: fieldId(fields, "registrationId") });
      return { title: MY_FAIR.left };
    case "drop":
      await dropRefused(ctx, { fairId, registrationId: fieldId(fields, "registrationId") });
      return { title: MY_FAIR.dropped };
    case "again": {
      const { wishes } = await getMyFair(ctx, fairId);
      const postingIds = [...wishes.map(({ postingId }) => postingId), fieldId(fields, "postingId")];
      await setWishes(ctx, { fairId, ...parse(WishesInput, { postingIds }) });
      return { title: MY_FAIR.saved, next: MY_FAIR.savedNext };
    }
    default: {
      const postingIds = ["wish1", "wish2", "wish3"].map((name) => fieldText(fields, name)).filter(Boolean);
      await setWishes(ctx, { fairId, ...parse(WishesInput, { postingIds }) });
      return { title: MY_FAIR.saved, next: MY_FAIR.savedNext };
    }
  }
}

/** The seeker's page of a fair. */
export const myFairPages = new Pages()
  .get("/me/fairs/:id", FAIR_VISITOR, (c) => myFairPage(c, EMPTY_FORM), { live: true })
  .post("/me/fairs/:id", FAIR_VISITOR, async (c) => {
    await getFair(c.get("ctx"), { id: pathId(c) });
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const said = await act(c, fields);
        const back = { href: `/me/fairs/${pathId(c)}`, text: MY_FAIR.title };
        return page(c, { title: said.title }, () => <DonePage {...said} back={back} />);
      },
      (form) => myFairPage(c, form),
    );
  });
