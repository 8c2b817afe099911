import pg from "pg";

/**
 * The reference of the benchmark `import`: measures `COPY` from a file into a table with the same columns and
 * no indexes. The imported rows are copied to that file before the time starts.
 */
const client = new pg.Client({ connectionString: process.env.BENCH_DATABASE_URL });
await client.connect();
const folder = (await client.query<{ d: string }>("select current_setting('data_directory') as d")).rows[0]
  ?.d;
const path = `${folder}/bench-postings.copy`;
await client.query(
  `copy (select p.* from posting p where import_id is not null) to ${client.escapeLiteral(path)}`,
);
await client.query("create table bare as table posting with no data");
const startedMs = performance.now();
const { rowCount } = await client.query(`copy bare from ${client.escapeLiteral(path)}`);
const seconds = (performance.now() - startedMs) / 1000;
await client.query("drop table bare");
await client.end();
process.send?.({ rows: rowCount, seconds, peakMb: 0 });
