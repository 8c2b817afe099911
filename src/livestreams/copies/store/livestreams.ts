import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import { copyChannel, purgeCopiedChannels } from "../../../channels/index.ts";
import { endEvent } from "../../../event-visibility/index.ts";
import { type Copy, deleteOrEmpty, type Held } from "../../../platform/changes/index.ts";
import { appendState, type LiveWhat } from "../../livestream/index.ts";
import { EVENT_OF_LIVESTREAM } from "../../livestream/store/event.ts";
import { replaceCities, replacePresenters } from "../../livestream/store/parts.ts";
import { replaceItems } from "../../programme/store/items.ts";
import type { LivestreamPayload } from "../telling/index.ts";

type LivestreamCopy = Copy<LivestreamPayload>;
type Employer = NonNullable<LivestreamPayload["presenters"][number]["employer"]>;

/** Length of the key that hashes the viewers whom this node counts, in bytes. It is of this node alone. */
const SECRET_BYTES = 32;
/** Seconds for which a copy goes on while its home says nothing: until it is over in any case. */
export const HOLD_S = 86_400;

/**
 * Returns the first name in a copy that this node does not know: the agreement, a city, an enterprise of an
 * own city, or one with another home. `stubs` are the enterprises of other nodes, to be written.
 */
export async function unknownNames(
  db: DbOrTx,
  { payload }: LivestreamCopy,
  employers: readonly Employer[],
): Promise<{ unknown: string | null; stubs: string[] }> {
  const cities = [...payload.cities.map(({ city }) => city), ...employers.map(({ home }) => home)];
  const { rows } = await sql<{ unknown: string | null; stubs: string[] }>`
    with n as (
      select n.id, n.home, c.hosted, e.home_city from ${rowList<"id" | "home">(employers, { id: "uuid", home: "text" })}
      left join city c on c.code = n.home left join shared.enterprise e on e.id = n.id)
    select coalesce(
        (select ${payload.agreement}::text where app.agreement_named(${payload.agreement}) is null),
        (select w.code from unnest(${cities}::text[]) as w(code)
          where not exists (select from city c where c.code = w.code) limit 1),
        (select n.id::text from n where n.home_city is null and n.hosted or n.home_city <> n.home limit 1)) as unknown,
      array(select n.id::text from n where not n.hosted) as stubs`.execute(db);
  return rows[0] ?? { unknown: null, stubs: [] };
}

type Before = { status: string; resumedAt: Date | null; pin: string | null };

/** Locks a known copy and returns what live pages last heard of. Undefined for a new one. */
async function lockBefore(tx: Tx, id: string): Promise<Before | undefined> {
  const { rows } = await sql<Before>`
    select l.status, l.resumed_at, (select n.id from livestream_pin n
      where n.livestream_id = l.id and n.unpinned_at is null) as pin
    from livestream l where l.id = ${id}::uuid for no key update`.execute(tx);
  return rows[0];
}

/** SQL of a copy's columns that every version replaces. */
const replaced = (p: LivestreamPayload, rev: number): Record<string, RawBuilder<unknown>> => {
  return {
    agreement_id: sql`app.agreement_named(${p.agreement})`,
    fair_id: sql`(select f.id from shared.fair f where f.id = ${p.fairId}::uuid)`,
    venue_ids: sql`${p.venueIds}::uuid[]`,
    status: sql`${p.status}`,
    title: sql`${p.title}`,
    intro: sql`${p.intro}`,
    starts_at: sql`${p.startsAt}::timestamptz`,
    ends_at: sql`${p.endsAt}::timestamptz`,
    grace_s: sql`${p.graceS}::int`,
    cancel_reason: sql`${p.cancelReason}`,
    announced_at: sql`${p.announcedAt}::timestamptz`,
    on_air_at: sql`${p.onAirAt}::timestamptz`,
    resumed_at: sql`${p.resumedAt}::timestamptz`,
    ended_at: sql`${p.endedAt}::timestamptz`,
    cancelled_at: sql`case when ${p.status} = 'cancelled' then app.now() end`,
    rev: sql`${rev}::int`,
    told_rev: sql`${rev}::int`,
  };
};

/**
 * Writes the row of a copy. Returns false if it is not newer, another city's, or of a city of this node. A
 * new one is no news of its start to people here; a later start is told to those who reserved.
 */
async function putRow(tx: Tx, { id, home, rev, payload }: LivestreamCopy): Promise<boolean> {
  const values = replaced(payload, rev);
  const names = Object.keys(values).map((name) => sql.raw(name));
  const set = Object.keys(values).map((name) => sql.raw(`${name} = excluded.${name}`));
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
  const { rows } = await sql`
    insert into livestream as l (id, home_city, secret, told_starts_at, ${sql.join(names)})
    select ${id}::uuid, ${home}, ${secret}::bytea, ${payload.startsAt}::timestamptz, ${sql.join(Object.values(values))} where not app.is_hosted(${home})
    on conflict (id) do update set ${sql.join(set)}, updated_at = app.now()
    where l.home_city = excluded.home_city and l.told_rev < excluded.told_rev
    returning 1`.execute(tx);
  return rows.length > 0;
}

async function putParts(tx: Tx, { id, payload: p }: LivestreamCopy): Promise<void> {
  const presenters = p.presenters.map((one) => ({ ...one, enterpriseId: one.employer?.id ?? null }));
  await replaceCities(tx, id, p.cities);
  await replacePresenters(tx, id, presenters);
  await sql`
    insert into livestream_signal (livestream_id, hold_s) values (${id}::uuid, ${HOLD_S})
    on conflict (livestream_id) do nothing`.execute(tx);
}

/** Replaces the sources by the ones that are told. Nobody here looks at them: their home does. */
async function putSources(tx: Tx, { id, payload: p }: LivestreamCopy): Promise<void> {
  const rows = [
    ...(p.playlist === null ? [] : [{ kind: "address", platform: null, url: p.playlist }]),
    ...p.links.map((link) => ({ kind: "link", ...link })),
  ];
  await sql`delete from livestream_source where livestream_id = ${id}::uuid`.execute(tx);
  await sql`
    insert into livestream_source (id, livestream_id, kind, platform, url, next_look_at)
    select gen_random_uuid(), ${id}::uuid, n.kind, n.platform, n.url, 'infinity'
    from ${rowList(rows, { kind: "text", platform: "text", url: "text" })}`.execute(tx);
}

const PIN = {
  id: "uuid",
  postingId: "uuid",
  pinnedAt: "timestamptz",
  unpinnedAt: "timestamptz",
  reason: "text",
} as const;

const FILM = {
  id: "uuid",
  postingId: "uuid",
  startsAt: "timestamptz",
  lengthMs: "int",
  url: "text",
} as const;

/** Replaces the pins. Those that were closed are written before the open one: an index lets one be open. */
async function putPins(tx: Tx, { id, payload: { pins } }: LivestreamCopy): Promise<void> {
  await sql`delete from livestream_pin where livestream_id = ${id}::uuid
    and not id = any(${pins.map((pin) => pin.id)}::uuid[])`.execute(tx);
  await sql`
    insert into livestream_pin as p (id, livestream_id, posting_id, pinned_at, unpinned_at, reason)
    select n.id, ${id}::uuid, n."postingId", n."pinnedAt", n."unpinnedAt", n.reason
    from ${rowList<keyof typeof PIN>(pins, PIN)} order by n."unpinnedAt" is null, n.nth
    on conflict (id) do update set posting_id = excluded.posting_id, pinned_at = excluded.pinned_at,
      unpinned_at = excluded.unpinned_at, reason = excluded.reason
    where p.livestream_id = excluded.livestream_id`.execute(tx);
}

/**
 * Replaces the films, the poster and the standby film by the addresses that are told. What the home hides or
 * deletes is gone here with that version.
 */
async function putMedia(tx: Tx, { id, payload: { media } }: LivestreamCopy): Promise<void> {
  const { poster = null, standby = null, films = [], clips = [] } = media ?? {};
  const all = [...films.map((film) => ({ ...film, postingId: null })), ...clips];
  await sql`delete from livestream_told_film where livestream_id = ${id}::uuid`.execute(tx);
  await sql`
    insert into livestream_told_film (id, livestream_id, posting_id, starts_at, length_ms, url)
    select n.id, ${id}::uuid, n."postingId", n."startsAt", n."lengthMs", n.url
    from ${rowList<keyof typeof FILM>(all, FILM)} on conflict (id) do nothing`.execute(tx);
  await sql`delete from livestream_media where livestream_id = ${id}::uuid and use = 'poster'`.execute(tx);
  if (poster)
    await sql`
      insert into livestream_media (livestream_id, use, url, width, height)
      values (${id}::uuid, 'poster', ${poster.url}, ${poster.width}, ${poster.height})`.execute(tx);
  await sql`
    insert into livestream_room (livestream_id, standby_url) values (${id}::uuid, ${standby})
    on conflict (livestream_id) do update set standby_url = excluded.standby_url`.execute(tx);
}

/** Writes the channel by which the home counts what people of this node send to it. */
async function putChannel(tx: Tx, { id, home, payload: { channel, title } }: LivestreamCopy): Promise<void> {
  if (!channel) return;
  const event = { kind: "livestream", id } as const;
  await copyChannel(tx, { event, city: home, code: channel, name: title });
}

/** Returns the change that live pages of the copy are told. */
function changeOf(before: Before | undefined, { payload: p }: LivestreamCopy): LiveWhat {
  if (before && before.status !== p.status && (p.status === "onAir" || p.status === "ended"))
    return p.status === "ended" ? "ended" : before.status === "ended" ? "resumed" : "onAir";
  const resumed = p.resumedAt !== null && before?.resumedAt?.getTime() !== Date.parse(p.resumedAt);
  if (before && resumed) return "resumed";
  const open = p.pins.find(({ unpinnedAt }) => unpinnedAt === null)?.id ?? null;
  return before && before.pin !== open ? "pin" : "changed";
}

/** Writes a copied livestream with all its parts, and tells live pages. Writes nothing if it is not newer. */
export async function putLivestream(tx: Tx, copy: LivestreamCopy): Promise<void> {
  const before = await lockBefore(tx, copy.id);
  if (!(await putRow(tx, copy))) return;
  await putParts(tx, copy);
  await putSources(tx, copy);
  await replaceItems(tx, copy.id, copy.payload.items);
  await putPins(tx, copy);
  await putMedia(tx, copy);
  await putChannel(tx, copy);
  await sql`select ${EVENT_OF_LIVESTREAM} from livestream c where c.id = ${copy.id}::uuid`.execute(tx);
  await appendState(tx, copy.id, changeOf(before, copy));
}

/** Cancels copies whose home cancelled them. The reason is absent where the payload was withheld. */
export async function closeLivestreams(tx: Tx, copies: readonly Copy[]): Promise<void> {
  const rows = copies.map(({ id, home, rev, payload }) => {
    const { cancelReason } = (payload ?? {}) as { cancelReason?: unknown };
    return { id, home, rev, reason: typeof cancelReason === "string" ? cancelReason : null };
  });
  const { rows: closed } = await sql<{ id: string }>`
    with c as (
      update livestream l set status = 'cancelled', cancel_reason = n.reason, cancelled_at = app.now(), ended_at = null,
        rev = n.rev, told_rev = n.rev, updated_at = app.now()
      from ${rowList(rows, { id: "uuid", home: "text", rev: "int", reason: "text" })}
      where l.id = n.id and l.home_city = n.home and l.told_rev < n.rev and not app.is_hosted(l.home_city)
      returning l.id, l.agreement_id, l.ends_at, l.status)
    select c.id, ${EVENT_OF_LIVESTREAM} from c`.execute(tx);
  for (const { id } of closed) await appendState(tx, id, "cancelled");
}

/** SQL for the announced livestreams of a city that are not cancelled, as its public log tells them. */
export const livestreamsToldBy = (city: string) => sql<Held>`
  select id, told_rev as rev from livestream where home_city = ${city} and told_rev > 0 and status <> 'cancelled'`;

/**
 * Deletes copies with all that hangs on them. Figures that were told of their viewers stay: they are of this
 * node's city.
 */
export const purgeLivestreams = (tx: Tx, home: string, ids: readonly string[]): Promise<string[]> =>
  deleteOrEmpty(tx, ids, {
    async remove(some) {
      const copied = sql`select l.id from livestream l
        where l.id = any(${some}::uuid[]) and l.home_city = ${home} and not app.is_hosted(l.home_city)`;
      await sql`select ${endEvent("livestream", sql`c.id`)} from (${copied}) c`.execute(tx);
      const { rows } = await sql<{ id: string }>`
        delete from livestream where id in (${copied}) returning id`.execute(tx);
      const gone = rows.map(({ id }) => id);
      await purgeCopiedChannels(tx, "livestream", gone);
      return gone;
    },
    async empty() {
      return [];
    },
  });
