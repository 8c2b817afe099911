import type { Context } from "hono";
import { getEnterprise } from "../../../../enterprises/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { listEnterprisePostings } from "../../../../postings/index.ts";
import {
  inviteTalent,
  listSentTalentInvitations,
  openTalentCard,
  searchTalent,
  TalentFilter,
} from "../../../../talent/index.ts";
import { namesFor } from "../../../code-names.ts";
import { cardChoices } from "../../../components/choices.ts";
import { DonePage } from "../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import {
  cursorOf,
  type Fields,
  fieldId,
  formStatus,
  parse,
  pathId,
  readForm,
  refusedForm,
} from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { MEMBER, OFFICER, onRecord } from "../../../policies.ts";
import { TALENT } from "../../../text/public/talent.ts";
import { TalentCardPage } from "./card-page.tsx";
import { type SearchData, TalentSearchPage } from "./search-page.tsx";
import { SentPage } from "./sent-page.tsx";

const PAGE = 20;
/** Postings that an invitation may choose from. */
const POSTINGS_MAX = 100;
const UNION = "/union/talent";
const ENTERPRISE = "/enterprise/talent";
const MEMBER_CARD = onRecord(MEMBER, "talentCard", "enterprise");

/** Returns the enterprise for which the caller looks, if the caller named one of several. */
const named = (c: Context<Env>) => c.req.query("enterpriseId") || null;

/** The enterprise of a member's page: the named one, else the first of the caller. */
function enterpriseIdOf(c: Context<Env>): string {
  const { actor } = c.get("ctx");
  return named(c) ?? (actor.kind === "account" ? (actor.enterprises[0]?.id ?? "") : "");
}

const NAMES = Object.keys(TalentFilter.shape);

async function searchPage(c: Context<Env>, base: typeof UNION | typeof ENTERPRISE) {
  const ctx = c.get("ctx");
  const enterpriseId = base === ENTERPRISE ? enterpriseIdOf(c) : undefined;
  const values: Fields = Object.fromEntries(
    NAMES.flatMap((name) => (c.req.query(name) ? [[name, c.req.query(name)]] : [])),
  );
  let form: FormState = { ...EMPTY_FORM, values };
  let found: SearchData["found"] = { items: [], nextCursor: null, total: 0 };
  try {
    const filter = parse(TalentFilter, values);
    found = await searchTalent(ctx, { ...filter, enterpriseId, cursor: cursorOf(c), limit: PAGE });
  } catch (error) {
    // A page that is none is no fault of the form: the answer is the first page.
    const ofPage = error instanceof AppError && error.code === "CURSOR_INVALID";
    const refused = ofPage ? null : refusedForm(error, values);
    if (!refused) throw error;
    form = refused;
  }
  const [choices, names, enterprise] = await Promise.all([
    cardChoices(ctx, { skills: values.skill, places: values.place }),
    namesFor(ctx),
    enterpriseId ? getEnterprise(ctx, enterpriseId) : null,
  ]);
  const data: SearchData = {
    base,
    form,
    found,
    ...choices,
    names,
    enterpriseId: named(c),
    next: found.nextCursor,
    filtered: Object.keys(values).length > 0,
    unverified: enterprise !== null && !enterprise.verified,
    mayInvite: base === ENTERPRISE,
  };
  const audience = base === UNION ? "union" : "enterprise";
  return page(c, { title: TALENT.title, audience, status: formStatus(form) }, (shell) => (
    <TalentSearchPage shell={shell} data={data} />
  ));
}

async function cardPage(c: Context<Env>, base: typeof UNION | typeof ENTERPRISE, enterpriseId?: string) {
  const ctx = c.get("ctx");
  const opened = await openTalentCard(ctx, { id: pathId(c), enterpriseId });
  const names = await namesFor(ctx);
  const postings = enterpriseId
    ? await listEnterprisePostings(ctx, { enterpriseId, status: "published", limit: POSTINGS_MAX })
    : null;
  const inviting =
    enterpriseId && postings
      ? { enterpriseId, postings: postings.items.map(({ id, title }) => ({ value: id, text: title })) }
      : null;
  const audience = base === UNION ? "union" : "enterprise";
  return page(c, { title: TALENT.cardTitle, audience }, (shell) => (
    <TalentCardPage shell={shell} data={{ base, opened, names, form: EMPTY_FORM, inviting }} />
  ));
}

/** The talent pool for officers, and for members of verified enterprises, who can invite. */
export const talentPages = new Pages()
  .get(UNION, OFFICER, (c) => searchPage(c, UNION))
  .get(`${UNION}/:id`, onRecord(OFFICER, "talentCard", "city"), (c) => cardPage(c, UNION))
  .get(ENTERPRISE, MEMBER, (c) => searchPage(c, ENTERPRISE))
  .get(`${ENTERPRISE}/sent`, MEMBER, async (c) => {
    const enterpriseId = enterpriseIdOf(c);
    const asked = { enterpriseId, cursor: cursorOf(c), limit: PAGE };
    const { items, nextCursor } = await listSentTalentInvitations(c.get("ctx"), asked);
    return page(c, { title: TALENT.sent, audience: "enterprise" }, (shell) => (
      <SentPage shell={shell} data={{ items, next: nextCursor }} />
    ));
  })
  .get(`${ENTERPRISE}/:id`, MEMBER_CARD, (c) => cardPage(c, ENTERPRISE, enterpriseIdOf(c)))
  .post(`${ENTERPRISE}/:id/invite`, MEMBER_CARD, async (c) => {
    const fields = await readForm(c);
    const [enterpriseId, postingId] = [fieldId(fields, "enterpriseId"), fieldId(fields, "postingId")];
    const { created } = await inviteTalent(c.get("ctx"), { id: pathId(c), enterpriseId, postingId });
    return page(c, { title: TALENT.title, audience: "enterprise" }, () => (
      <DonePage
        title={created ? TALENT.invited : TALENT.invitedBefore}
        next={TALENT.invitedNext}
        back={{ href: ENTERPRISE, text: TALENT.back }}
      />
    ));
  });
