import { serve } from "@hono/node-server";
import { Hono } from "hono";
import pg from "pg";

/** The reference of the benchmark `http`: a server with one route that runs one query and returns JSON. */
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 20 });
pool.on("error", () => undefined);
const text = process.env.BENCH_SQL ?? "";
const rest = JSON.parse(process.env.BENCH_PARAMETERS ?? "[]") as unknown[];

const app = new Hono().get("/api/v1/postings/:id", async (c) => {
  const { rows } = await pool.query(text, [c.req.param("id"), ...rest]);
  return rows[0] ? c.json(rows[0]) : c.notFound();
});
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info) =>
  process.send?.({ port: info.port }),
);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
