import { sql } from "kysely";
import { EARLY_S } from "../rules.ts";

/**
 * SQL of the people of a livestream, as a query: those with two beats. A person who saw the picture is of the
 * kind `picture`; who only read is of the kind `text`. `present` has the minutes of both.
 */
export const people = (livestreamId: string) => sql`
  select v.viewer, case when bit_count(v.picture) > 0 then 'picture' else 'text' end as kind, v.picture,
    app.either_bits(v.picture, v.text) as present, v.via
  from livestream_viewer v
  where v.livestream_id = ${livestreamId} and v.last_at >= v.first_at + make_interval(secs => ${EARLY_S})`;
