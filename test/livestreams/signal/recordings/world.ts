import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { setSource } from "../../../../src/livestreams/index.ts";
import { cutRecordings } from "../../../../src/livestreams/recordings/work/cut-recordings.ts";
import { sealRecordings } from "../../../../src/livestreams/recordings/work/seal-recordings.ts";
import { type RequestContext, systemContext } from "../../../../src/platform/context.ts";
import { openLocalFiles } from "../../../../src/platform/files/local/open-local.ts";
import { openHall } from "../../../applications/world.ts";
import { onAirLivestream } from "../../../factories/livestreams.ts";
import { NGINX } from "../fixtures.ts";
import { STREAMS } from "../world.ts";

const FFMPEG = "/usr/bin/ffmpeg";
/** False without ffmpeg: tests that need it are then skipped. In CI it is true, so that they fail. */
export const ffmpegInstalled: boolean = existsSync(FFMPEG) || Boolean(process.env.CI);

/** Records a test picture of some seconds as the streaming server would, with a key frame each second. */
function recordFlv(path: string, seconds: number): void {
  const picture = ["-f", "lavfi", "-i", "testsrc=size=160x120:rate=10", "-f", "lavfi", "-i", "sine"];
  const code = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "10", "-c:a", "aac"];
  const args = [
    "-nostdin",
    "-v",
    "error",
    "-y",
    ...picture,
    ...code,
    "-t",
    String(seconds),
    "-f",
    "flv",
    path,
  ];
  execFileSync(FFMPEG, args);
}

/** Opens a hall with a place of files and a folder into which the streaming server records. */
export async function openRecordings() {
  const hall = await openHall();
  const { services } = hall.t;
  const root = await mkdtemp(join(tmpdir(), "lianpin-recordings-"));
  const [filesDir, folder, sample] = [
    join(root, "files"),
    join(root, "recordings"),
    join(root, "sample.flv"),
  ];
  await mkdir(folder);
  recordFlv(sample, 12);
  const recordings = { folder, ffmpeg: FFMPEG, years: 3 };
  Object.assign(services.config, { streams: STREAMS, filesDir, recordings });
  Object.assign(services, { files: openLocalFiles(filesDir) });
  const ctx = systemContext(services, "test");
  const union = hall.officer.ctx;
  Object.assign(union, { files: services.files });

  async function callback(kind: string, fields: Record<string, string>): Promise<number> {
    const body = new URLSearchParams(
      Object.entries({ ...NGINX, ...fields }).map(([field, value]) => [field, String(value)]),
    );
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const path = `/callbacks/streams/nginx/${kind}?secret=${STREAMS.secret}`;
    return (await hall.t.app.request(path, { method: "POST", headers, body: body.toString() })).status;
  }

  let connections = 0;
  /** Creates a livestream on air with postings, whose publisher has a key for the streaming server. */
  async function onAir(postingIds: readonly string[]) {
    const { id } = await onAirLivestream(union, postingIds, { graceS: 1_800 });
    const { push } = await setSource(union, { livestreamId: id, kind: "server" });
    const [name = "", key = ""] = (push?.streamKey ?? "").split("?k=");
    /** A publisher comes in. Returns the way in which it goes. */
    async function publish() {
      connections += 1;
      const sent = { name, k: key, clientid: String(connections) };
      const status = await callback("publish", sent);
      if (status !== 200) throw new Error(`the publisher was refused: ${status}`);
      const fileName = `${name}-${Math.floor(Date.now() / 1_000) + connections}.flv`;
      return {
        fileName,
        /** The publisher goes, and a file of 12 seconds is there. `tells`: its callback comes through. */
        async goes(tells = true, path = `/elsewhere/${fileName}`): Promise<number> {
          await callback("unpublish", { ...sent, call: "publish_done" });
          await copyFile(sample, join(folder, fileName));
          return tells ? callback("recorded", { ...sent, call: "record_done", recorder: "", path }) : 0;
        },
      };
    }
    return { id, name, publish };
  }

  /**
   * Sets the begin of the open take, and pins, in seconds after the livestream went on air. Times that tests
   * measure must not depend on the speed of the machine.
   */
  async function times(
    id: string,
    takeFromS: number,
    pins: [postingId: string, fromS: number, toS: number][] = [],
  ) {
    const { db } = hall.t.database;
    const air = sql`(select on_air_at from livestream where id = ${id})`;
    const after = (s: number) => sql`${air} + make_interval(secs => ${s})`;
    await sql`update livestream_take set started_at = ${after(takeFromS)}
      where livestream_id = ${id} and ended_at is null`.execute(db);
    for (const [postingId, fromS, toS] of pins)
      await sql`insert into livestream_pin (id, livestream_id, posting_id, pinned_at, unpinned_at, reason)
        values (gen_random_uuid(), ${id}, ${postingId}, ${after(fromS)}, ${after(toS)}, 'officer')`.execute(
        db,
      );
  }

  const pass = (s: number) => hall.t.database.travel(`${s} seconds`);
  return {
    hall,
    ctx,
    union,
    services,
    folder,
    filesDir,
    onAir,
    pass,
    callback,
    times,
    cut: (more: Partial<RequestContext> = {}) => cutRecordings({ ...ctx, ...more }),
    /** Returns the services with another ffmpeg, or none. */
    without: (ffmpeg: string | null) => ({
      config: { ...services.config, recordings: { ...recordings, ffmpeg } },
    }),
    seal: () => sealRecordings(ctx),
    inFolder: () => readdir(folder),
    /** Returns the number of stored files of a livestream. */
    async stored(id: string): Promise<number> {
      const { n } = await hall.t.database.db
        .selectFrom("file")
        .select((one) => one.fn.countAll<number>().as("n"))
        .where("ownerId", "=", id)
        .where("state", "=", "stored")
        .executeTakeFirstOrThrow();
      return Number(n);
    },
    rows: (id: string) =>
      hall.t.database.db
        .selectFrom("livestreamRecording")
        .selectAll()
        .where("livestreamId", "=", id)
        .orderBy("startsAt")
        .execute(),
    clips: (recordingIds: readonly string[]) =>
      hall.t.database.db
        .selectFrom("livestreamClip")
        .selectAll()
        .where("recordingId", "in", recordingIds)
        .orderBy("startsMs")
        .execute(),
    audits: (id: string, action: string) =>
      hall.t.database.db
        .selectFrom("audit")
        .select("detail")
        .where("subjectId", "=", id)
        .where("action", "=", action)
        .execute(),
    async close() {
      await hall.t.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
