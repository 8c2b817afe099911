import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { Directory } from "../directory/index.ts";
import type { PartnerCity, PartnerDetail, Partners } from "./schema.ts";

type LogColumns = Omit<NonNullable<PartnerCity["log"]>, "state" | "retryAt"> & {
  state: NonNullable<PartnerCity["log"]>["state"] | null;
  retryAt: Date | null;
};
export type PartnerRow = Omit<PartnerCity, "log" | "directoryUntil" | "erasures"> &
  LogColumns & { directoryUntil: Date | null };

/**
 * SQL for the kinds that one city gives another today: by clauses, or by an agreement without a signed
 * document. `from` and `to` are columns.
 */
const kindsBetween = (from: string, to: string) => sql`(
  select coalesce(array_agg(distinct k.kind order by k.kind), '{}') from (
    select unnest(g.kinds) as kind from agreement_clause g
    where g.from_city = ${sql.ref(from)} and g.to_city = ${sql.ref(to)}
      and g.starts_on <= clock.today and (g.ends_on is null or g.ends_on >= clock.today)
    union
    select unnest(a.shares) from agreement a
    join agreement_city x on x.agreement_id = a.id and x.city = ${sql.ref(from)}
    join agreement_city y on y.agreement_id = a.id and y.city = ${sql.ref(to)}
    where a.document is null and a.starts_on <= clock.today and (a.ends_on is null or a.ends_on >= clock.today)
      and (x.left_on is null or x.left_on > clock.today) and (y.left_on is null or y.left_on > clock.today)) k)`;

/** SQL for the running agreements of the city `asked.own`, as a part `joined`. */
const agreementsOf = (own: string) => sql`
  asked as (select ${own}::text as own),
  clock as (select app.today() as today),
  joined as (
    select a.id, a.slug, a.name, a.starts_on, a.ends_on, a.document, a.ordinal
    from asked, clock, agreement a join agreement_city m on m.agreement_id = a.id
    where m.city = asked.own and (m.left_on is null or m.left_on > clock.today)
      and (a.ends_on is null or a.ends_on >= clock.today))`;

/** Returns every city that shares a running agreement with `own`, in the agreements' order. */
export async function selectPartners(db: DbOrTx, own: string): Promise<PartnerRow[]> {
  const { rows } = await sql<PartnerRow>`
    with ${agreementsOf(own)},
    partner as (
      select m.city, min(j.ordinal) as first, min(m.ordinal) as place
      from joined j join agreement_city m on m.agreement_id = j.id, asked, clock
      where m.city <> asked.own and (m.left_on is null or m.left_on > clock.today) group by m.city)
    select p.city, d.name, c.federation_name as "federationName", c.hosted, i.url, f.state,
      coalesce(h.size, 0)::int as held, coalesce(f.home_size, 0)::int as "homeSize",
      extract(epoch from (app.now() - f.exchanged_at))::int as "exchangedS",
      coalesce(f.failures, 0) as failures, f.fault, f.retry_at as "retryAt",
      (select count(*)::int from quarantine q where q.consumer = 'copies' and q.stream = p.city || '/public')
        as quarantined,
      nd.valid_until as "directoryUntil",
      ${kindsBetween("asked.own", "p.city")} as given, ${kindsBetween("p.city", "asked.own")} as received,
      (select count(*)::int from shared.posting s
        where s.home_city = p.city and s.status = 'published' and s.expires_at > (select app.now())) as postings
    from partner p join city c on c.code = p.city join division d on d.code = p.city
    left join city_identity i on i.city = p.city
    left join node_directory nd on nd.city = p.city
    left join followed_log f on f.stream = p.city || '/public'
    left join log_head h on h.stream = f.stream, asked, clock
    order by p.first, p.place, p.city`.execute(db);
  return rows;
}

export type AgreementRow = Omit<Partners["agreements"][number], "revision"> & { document: string | null };

/** Returns the running agreements of a city in their order. */
export async function selectAgreements(db: DbOrTx, own: string): Promise<AgreementRow[]> {
  const { rows } = await sql<AgreementRow>`
    with ${agreementsOf(own)}
    select slug, name, starts_on as "startsOn", ends_on as "endsOn", document from joined order by ordinal`.execute(
    db,
  );
  return rows;
}

/**
 * Returns how much of what a city needs towards other nodes is there, of three: a signing key and an
 * encryption key that count today, and a directory that has not ended.
 */
export async function countOwnKeys(db: DbOrTx, city: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(distinct k.use)::int from node_key k where k.city = ${city} and k.status = 'active'
        and k.active_from <= (select app.now()))
      + (select count(*)::int from node_directory d where d.city = ${city} and d.valid_until > (select app.now())) as count`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

type Detail = Pick<PartnerDetail, "checkpoint" | "contradiction" | "quarantine"> & {
  content: Directory | null;
  newestAt: Date | null;
};

const QUARANTINE_SHOWN = 100;

/** Returns what the desk shows of a city besides its row: notes, keys and quarantine. */
export async function selectDetail(db: DbOrTx, city: string): Promise<Detail> {
  const { rows } = await sql<Detail>`
    select f.checkpoint, f.contradiction, d.content,
      (select e.at from log_entry e join log_head h using (stream, epoch)
        where e.stream = c.code || '/public' and e.seq = h.size) as "newestAt",
      (select coalesce(json_agg(json_build_object('seq', q.seq, 'kind', q.kind, 'recordId', q.record_id, 'why', q.error,
          'at', to_char(q.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by q.seq), '[]')
        from (select q.seq, e.kind, e.record_id, q.error, q.at
          from quarantine q join log_entry e using (stream, epoch, seq)
          where q.consumer = 'copies' and q.stream = c.code || '/public' order by q.seq limit ${QUARANTINE_SHOWN}) q)
        as quarantine
    from city c left join followed_log f on f.stream = c.code || '/public'
    left join node_directory d on d.city = c.code
    where c.code = ${city}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`no city ${city}`);
  return row;
}

/**
 * Lets a frozen log be followed again. Returns the note that contradicted the verified one, or null if the
 * log is not frozen.
 */
export async function unfreeze(tx: Tx, stream: string): Promise<string | null> {
  const { rows } = await sql<{ contradiction: string }>`
    update followed_log f set state = 'behind', contradiction = null, fault = null, retry_at = null
    from (select stream, contradiction from followed_log where stream = ${stream} for update) as before
    where f.stream = before.stream and f.state = 'frozen' returning before.contradiction`.execute(tx);
  return rows[0]?.contradiction ?? null;
}
