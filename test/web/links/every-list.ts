import { signAgreement } from "../../factories/agreements.ts";
import { clerkOf, fairWithBooths } from "../../factories/booth-desk.ts";
import { FIRST, HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { announcedLivestream } from "../../factories/livestreams.ts";
import { fairSheet } from "../../imports/reading/support.ts";
import { bodyOf, type Client, freshPhone } from "../../support/app.ts";
import type { Site } from "../standing/site.ts";

/** Records whose pages hold lists, and the people who read them. */
export type Ids = Awaited<ReturnType<typeof listRecords>>;
type Reader = "visitor" | "seeker" | "member" | "officer";

/** A list of the program. `search` and `download` are true where the list offers them. */
export type List = {
  who: Reader;
  /** Address, with names of `Ids` for the ids in it. */
  at: string;
  /** A filter that the list knows, to see that its address keeps it. */
  filter?: string;
  search?: true;
  download?: true;
};

/** Creates the records whose pages hold lists. */
export async function listRecords(site: Site) {
  const { services } = site.t;
  const host = site.officer.ctx;
  await signAgreement(services, FIRST.slug, FIRST.cities);
  const posting = await site.publish({ title: "数控车工" });
  const livestream = await announcedLivestream(host, [posting]);
  const { fair, first } = await fairWithBooths(services, host);
  const phone = freshPhone();
  await clerkOf(host, phone, first.enterprise.id);
  const sheet = new FormData();
  sheet.set("city", HOME);
  sheet.set("file", new Blob([fairSheet()]), "岗位表.xlsx");
  const uploaded = await site.t.app.request("/api/v1/imports", {
    method: "POST",
    body: sheet,
    headers: { authorization: `Bearer ${site.officer.token}` },
  });
  const { id: batch } = await bodyOf<{ id: string }>(uploaded, 201);
  const own = new FormData();
  own.set("enterprise", site.enterpriseId);
  own.set("file", new Blob([fairSheet()]), "自己的表.xlsx");
  const brought = await site.t.app.request("/enterprise/imports", {
    method: "POST",
    body: own,
    headers: { cookie: `session=${site.member.token}`, origin: "http://localhost" },
  });
  await site.settle();
  const readers: Record<Reader, Client | undefined> = {
    visitor: undefined,
    seeker: await site.seeker(),
    member: site.member,
    officer: site.officer,
  };
  return {
    readers,
    clerk: await site.t.signInAs(phone),
    posting,
    enterprise: site.enterpriseId,
    livestream: livestream.id,
    fair: fair.id,
    registration: first.registrationId,
    batch,
    ownBatch: brought.headers.get("location")?.slice(-36) ?? "",
    partner: NEIGHBOUR,
  };
}

/** Returns the address of a list. */
export const addressOf = ({ at }: List, ids: Ids): string =>
  at.replace(/:(\w+)/g, (_whole, name: keyof Ids) => String(ids[name]));

const list = (who: Reader, at: string, has: Omit<List, "who" | "at"> = {}): List => ({ who, at, ...has });

/** Lists that everybody reads. */
const PUBLIC: readonly List[] = [
  list("visitor", "/postings"),
  list("visitor", "/jobs/211400"),
  list("visitor", "/jobs/211400/welder"),
  list("visitor", "/employers/:enterprise"),
  list("visitor", "/fairs"),
  list("visitor", "/fairs/:fair/enterprises"),
  list("visitor", "/fairs/:fair/postings"),
  list("visitor", "/livestreams"),
  list("visitor", "/livestreams/:livestream/postings"),
  list("visitor", "/livestreams/:livestream/text"),
  list("visitor", "/livestreams/:livestream/questions"),
  list("visitor", "/livestreams/:livestream/claims"),
];

/** Lists of a seeker. */
const SEEKER: readonly List[] = [
  list("seeker", "/me/looks"),
  list("seeker", "/me/erasures"),
  list("seeker", "/me/searches"),
  list("seeker", "/me/talent"),
  list("seeker", "/me/talent/blocks"),
  list("seeker", "/me/invitations"),
  list("seeker", "/me/follow-ups"),
];

/** Lists of an enterprise. */
const ENTERPRISE: readonly List[] = [
  list("member", "/enterprise/postings"),
  list("member", "/enterprise/postings/drafts"),
  list("member", "/enterprise/postings/:posting/questions"),
  list("member", "/enterprise/postings/:posting/history"),
  list("member", "/enterprise/imports"),
  list("member", "/enterprise/imports/:ownBatch/rows"),
  list("member", "/enterprise/applications", { download: true }),
  list("member", "/enterprise/talent"),
  list("member", "/enterprise/talent/sent"),
  list("member", "/enterprise/staff"),
  list("member", "/enterprise/fairs"),
  list("member", "/enterprise/follow-ups"),
  list("member", "/enterprise/livestreams"),
  list("member", "/enterprise/livestreams/:livestream/applications"),
];

/** Lists of a union. */
const UNION: readonly List[] = [
  list("officer", "/union", { filter: "kind=posting" }),
  list("officer", "/union/enterprises", { filter: "status=unverified", search: true, download: true }),
  list("officer", "/union/enterprises/:enterprise/history"),
  list("officer", "/union/postings", { filter: "status=published", search: true, download: true }),
  list("officer", "/union/postings/:posting/history"),
  list("officer", "/union/objections"),
  list("officer", "/union/complaints", { filter: "state=upheld", search: true, download: true }),
  list("officer", "/union/starts"),
  list("officer", "/union/imports"),
  list("officer", "/union/imports/:batch/rows"),
  list("officer", "/union/figures/list?measure=verified"),
  list("officer", "/union/staff", { filter: "place=211400" }),
  list("officer", "/union/talent"),
  list("officer", "/union/federation"),
  list("officer", "/union/federation/:partner/commands", { filter: "state=waiting" }),
  list("officer", "/union/federation/:partner/refusals"),
  list("officer", "/union/federation/:partner/answers"),
  list("officer", "/union/federation/:partner/enterprises"),
  list("officer", "/union/federation/:partner/erasures"),
];

/** Lists of a union about its fairs and livestreams. */
const EVENTS: readonly List[] = [
  list("officer", "/union/fairs", { filter: "show=hosted" }),
  list("officer", "/union/fairs/recommendations"),
  list("officer", "/union/fairs/:fair/registrations", {
    filter: "status=submitted",
    search: true,
    download: true,
  }),
  list("officer", "/union/fairs/:fair/ours"),
  list("officer", "/union/fairs/:fair/tickets"),
  list("officer", "/union/fairs/:fair/history"),
  list("officer", "/union/fairs/registrations/:registration/history"),
  list("officer", "/union/fairs/:fair/report/list?measure=enterprises"),
  list("officer", "/union/livestreams"),
  list("officer", "/union/livestreams/:livestream/questions"),
  list("officer", "/union/livestreams/:livestream/run-sheet"),
  list("officer", "/union/livestreams/:livestream/claims"),
  list("officer", "/union/livestreams/:livestream/report/list?measure=applications"),
  list("officer", "/union/livestream-marks"),
];

/** All lists of the program. */
export const LISTS: readonly List[] = [...PUBLIC, ...SEEKER, ...ENTERPRISE, ...UNION, ...EVENTS];
