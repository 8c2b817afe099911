import type { Context } from "hono";
import type { FC } from "hono/jsx";
import { z } from "zod";
import { UUID } from "../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import {
  createPosting,
  DESK_STATUSES,
  listEnterprisePostings,
  type PostingDesk,
  PostingInput,
  submitPosting,
} from "../../../../postings/index.ts";
import { Empty, Pages as Pager } from "../../../components/blocks.tsx";
import { EMPTY_FORM, LinkButton } from "../../../components/forms.tsx";
import { cursorOf, type Fields, one, parse, readForm, refusedForm } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { page } from "../../../page.tsx";
import { DESK, EDITOR } from "../../../text/enterprise.ts";
import { formatDate, formatPay } from "../../../text/format.ts";
import { POSTING_STATUS } from "../../../text/union.ts";
import { NewPage } from "../../editor/edit-posting-page.tsx";
import { postingOf, postingValues } from "../../editor/posting-form.tsx";
import { type Desk, editorPages, refusedEdit, saved } from "../../editor/routes.tsx";
import { missingText, PostingState } from "../../union/postings/postings-page.tsx";
import { enterpriseOf } from "../current-enterprise.ts";

const member = { who: ["member"] } as const;
const own = { who: ["member"], on: { record: "posting", param: "id", by: "enterprise" } } as const;
const desk: Desk = { base: "/enterprise/postings", heading: DESK.heading, audience: "enterprise", own };
const audience = "enterprise" as const;
const PAGE = 20;

type ListData = { items: PostingDesk[]; status: string | null; next: string | null };

const ListPage: FC<{ shell: Shell; data: ListData }> = ({ data }) => (
  <>
    <h1>{DESK.heading}</h1>
    <p>
      <LinkButton href="/enterprise/postings/new" kind="primary">
        {DESK.add}
      </LinkButton>
    </p>
    <ul class="chips">
      {[null, ...DESK_STATUSES].map((status) => (
        <li>
          <a
            class="chip"
            href={status ? `/enterprise/postings?status=${status}` : "/enterprise/postings"}
            {...(status === data.status ? { "aria-current": "true" as const } : {})}
          >
            {status ? POSTING_STATUS[status] : DESK.all}
          </a>
        </li>
      ))}
    </ul>
    {data.items.length === 0 ? <Empty text={DESK.empty} /> : null}
    <ul class="list">
      {data.items.map((posting) => (
        <li class="card posting">
          <div class="head">
            <h2>
              <a class="title" href={`/enterprise/postings/${posting.id}`}>
                {posting.title}
              </a>
            </h2>
            <PostingState posting={posting} />
          </div>
          <p class="quiet">
            {formatPay(posting.pay)}
            {posting.validThrough ? ` · ${DESK.expires(formatDate(posting.validThrough))}` : ""}
          </p>
          {posting.returnReasons?.length ? <p class="error">{DESK.returned}</p> : null}
          {missingText(posting) ? <p class="small">{missingText(posting)}</p> : null}
        </li>
      ))}
    </ul>
    <Pager
      next={
        data.next
          ? `/enterprise/postings?cursor=${encodeURIComponent(data.next)}${data.status ? `&status=${data.status}` : ""}`
          : null
      }
      first={null}
    />
  </>
);

async function createFrom(c: Context<Env>, fields: Fields) {
  const ctx = c.get("ctx");
  const created = await createPosting(
    ctx,
    parse(PostingInput, { enterpriseId: one(fields, "enterpriseId"), ...postingOf(fields) }),
    UUID.test(one(fields, "once")) ? one(fields, "once") : null,
  );
  if (created.status !== "draft") return saved(c, desk, created, true);
  if (one(fields, "action") !== "submit") return saved(c, desk, created, false);
  try {
    await submitPosting(ctx, { id: created.id });
    return saved(c, desk, created, true);
  } catch (error) {
    return refusedEdit(c, desk, { id: created.id, error, fields: postingValues(created) });
  }
}

/** The enterprise's own postings: the list, a new one; then each on its desk. */
const listPages = new Pages()
  .get("/enterprise/postings", member, async (c) => {
    const status = z.enum(DESK_STATUSES).safeParse(c.req.query("status")).data;
    const { items, nextCursor } = await listEnterprisePostings(c.get("ctx"), {
      enterpriseId: enterpriseOf(c).id,
      cursor: cursorOf(c),
      limit: PAGE,
      ...(status ? { status } : {}),
    });
    const data = { items, status: status ?? null, next: nextCursor };
    return page(c, { title: DESK.title, audience }, (shell) => <ListPage shell={shell} data={data} />);
  })
  .get("/enterprise/postings/new", member, (c) => {
    const { id } = enterpriseOf(c);
    return page(c, { title: EDITOR.newTitle, audience }, (shell) => (
      <NewPage shell={shell} form={EMPTY_FORM} enterpriseId={id} once={c.get("ctx").ids.uuid()} />
    ));
  })
  .post("/enterprise/postings/new", member, async (c) => {
    const fields = await readForm(c);
    try {
      return await createFrom(c, fields);
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return page(c, { title: EDITOR.newTitle, audience, status: 422 }, (shell) => (
        <NewPage
          shell={shell}
          form={form}
          enterpriseId={one(fields, "enterpriseId")}
          once={one(fields, "once")}
        />
      ));
    }
  });

export const postingPages = [listPages, editorPages(desk)];
