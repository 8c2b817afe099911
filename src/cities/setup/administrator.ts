import type { DbOrTx, Tx } from "../../../db/client.ts";
import {
  endMembership,
  endSignInLinks,
  ensureAccount,
  grantMembership,
  issueSignInLink,
  lockAdministratorSignIns,
  maskPhone,
  nameUnseen,
  phoneOf,
  selectAdministrators,
} from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { allIndexes } from "../../platform/core/vault.ts";
import type { SetupAnswer, SetupChange, SetupFile } from "./schema.ts";

type Holder = Awaited<ReturnType<typeof selectAdministrators>>[number];
type Comparison = {
  administrator: SetupAnswer["administrator"];
  changes: SetupChange[];
  /** The account that holds the role with the file's phone. */
  own: Holder | null;
  /** Administrators whom the file's one replaces. None of them has ever signed in. */
  replaced: Holder[];
};

const change = (file: SetupFile, rest: Pick<SetupChange, "field" | "from" | "to">): SetupChange => ({
  kind: "administrator",
  id: "",
  name: file.administrator.name,
  ...rest,
});

/**
 * Compares the file's administrator with those of the database. Phones in the changes are masked. A person
 * who has signed in keeps role and name: colleagues appoint on the staff page, and names belong to people.
 */
export async function compareAdministrator(
  ctx: RequestContext,
  db: DbOrTx,
  file: SetupFile,
): Promise<Comparison> {
  const { name, phone } = file.administrator;
  const holders = await selectAdministrators(db);
  const none = { changes: [], own: null, replaced: [] };
  if (holders.length === 0) {
    const appointed = change(file, { field: null, from: null, to: null });
    return { ...none, administrator: "appointed", changes: [appointed] };
  }
  const indexes = await allIndexes(ctx.vault, phone);
  const own = holders.find((holder) => indexes.some((index) => holder.phoneIndex.equals(index)));
  if (own) {
    if (own.name === name) return { ...none, administrator: "there", own };
    if (own.signedIn) return { ...none, administrator: "namedOtherwise", own };
    return {
      ...none,
      administrator: "there",
      own,
      changes: [change(file, { field: "name", from: own.name, to: name })],
    };
  }
  if (holders.some(({ signedIn }) => signedIn)) return { ...none, administrator: "other" };
  const to = maskPhone(phone);
  const changes = await Promise.all(
    holders.map(async ({ accountId }) =>
      change(file, { field: "phone", from: maskPhone(await phoneOf(ctx, db, accountId)), to }),
    ),
  );
  return { ...none, administrator: "replaced", changes, replaced: holders };
}

/**
 * Appoints the file's administrator if there is none, or if nobody who holds the role has ever signed in: the
 * role and the links of those end, if `replace` is true. Creates a link for a new one, and if `link` asks.
 */
export async function appoint(
  tx: Tx,
  ctx: RequestContext,
  file: SetupFile,
  options: { link: boolean; replace: boolean },
): Promise<Pick<SetupAnswer, "administrator" | "link" | "changes">> {
  await lockAdministratorSignIns(tx);
  const { administrator, changes, own, replaced } = await compareAdministrator(ctx, tx, file);
  const kept = administrator === "other" || (administrator === "replaced" && !options.replace);
  if (kept) return { administrator: "other", changes: [], link: null };
  for (const { accountId } of replaced) {
    await endMembership(tx, ctx, { accountId, membership: { kind: "administrator" } });
    await endSignInLinks(tx, ctx, accountId);
    await nameUnseen(tx, accountId, null);
  }
  if (own && changes.length > 0) await nameUnseen(tx, own.accountId, file.administrator.name);
  const accountId = await ensureAccount(ctx, tx, file.administrator);
  const grants = administrator === "appointed" || administrator === "replaced";
  if (grants) await grantMembership(tx, ctx, { accountId, membership: { kind: "administrator" } });
  const link = grants || options.link ? await issueSignInLink(tx, ctx, accountId) : null;
  return { administrator, changes, link };
}
