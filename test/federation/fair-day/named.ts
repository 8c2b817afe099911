import { sql } from "kysely";
import type { Side, World } from "./world.ts";

/** Returns texts on the way, and in the databases of the nodes, that contain one of the words. */
export async function namedAnywhere(
  { links, host, makers }: World,
  words: readonly string[],
  sides: readonly Side[] = [host, makers],
): Promise<string[]> {
  const texts = [...links.seen];
  for (const { t } of sides) {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(t.services.db);
    for (const { name } of tables) {
      const { rows } = await sql<{ text: string }>`select to_jsonb(x)::text as text from ${sql.table(name)} x
        where ${sql.join(
          words.map((word) => sql`to_jsonb(x)::text like ${`%${word}%`}`),
          sql` or `,
        )}`.execute(t.services.db);
      texts.push(...rows.map(({ text }) => `${name} ${text}`));
    }
  }
  return texts.filter((text) => words.some((word) => text.includes(word)));
}
