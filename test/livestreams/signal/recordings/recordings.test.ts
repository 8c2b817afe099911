import { rm, stat, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  endLivestream,
  getLivestream,
  getReplay,
  listRecordings,
  type Replay,
  setRecordingVisibility,
} from "../../../../src/livestreams/index.ts";
import { holdUncut } from "../../../../src/livestreams/recordings/store/work.ts";
import { cutOne } from "../../../../src/livestreams/recordings/work/cut-one.ts";
import { openFfmpeg } from "../../../../src/livestreams/recordings/work/ffmpeg.ts";
import { inTransaction } from "../../../../src/platform/core/store.ts";
import { removeFile } from "../../../../src/platform/files/index.ts";
import { closePosting } from "../../../../src/postings/index.ts";
import { runScript } from "../../../support/scripts.ts";
import { ffmpegInstalled, openRecordings } from "./world.ts";

type World = Awaited<ReturnType<typeof openRecordings>>;

describe.skipIf(!ffmpegInstalled)("recordings of a livestream", () => {
  let world: World;
  let [first, second] = ["", ""];
  beforeAll(async () => {
    world = await openRecordings();
    [first, second] = [await world.hall.publish(), await world.hall.publish()];
    await world.hall.settle();
  });
  afterAll(() => world.close());

  const end = (id: string) => endLivestream(world.union, { id, action: "end" });
  /** Records one take in which the first posting is explained, and ends the livestream. */
  async function recorded(takeFromS = 0, pinFromS = 2) {
    const live = await world.onAir([first, second]);
    const take = await live.publish();
    await world.times(live.id, takeFromS, [[first, pinFromS, 6]]);
    await take.goes();
    await world.pass(60);
    await end(live.id);
    return { ...live, fileName: take.fileName };
  }
  const phase = async (id: string) => (await getLivestream(world.union, { id })).phase;
  const visitor = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    world.hall.t.app.request(path, { method, headers });
  const spans = ({ takes }: Replay) =>
    takes.map(({ chapters }) =>
      chapters.map(({ postingId, startMs, endMs }) => [
        postingId === first ? "first" : "second",
        Math.round(startMs / 1_000),
        Math.round(endMs / 1_000),
      ]),
    );

  test("two takes become films with chapters, a clip at each posting, and evidence", async () => {
    const { id, publish } = await world.onAir([first, second]);
    const one = await publish();
    const pins: [string, number, number][] = [
      [first, 3, 7],
      [second, 7, 26],
    ];
    await world.times(id, 0, pins);
    expect(await one.goes()).toBe(200);
    await world.cut();
    const [taken] = await world.rows(id);
    expect(taken).toMatchObject({ cutAt: null, lengthMs: expect.closeTo(12_000, -3) });
    expect(await world.inFolder()).toEqual([]);
    expect(["live", "interrupted"]).toContain(await phase(id));
    expect((await getReplay(world.union, { id })).takes).toEqual([]);

    const two = await publish();
    await world.times(id, 20);
    expect(await two.goes()).toBe(200);
    await world.pass(60);
    await end(id);
    expect(await phase(id)).toBe("ended");
    await world.cut();
    expect(await phase(id)).toBe("replay");

    const replay = await getReplay(world.union, { id });
    expect(spans(replay)).toEqual([
      [
        ["first", 3, 7],
        ["second", 7, 12],
      ],
      [["second", 0, 6]],
    ]);
    expect(replay.takes.map(({ film }) => film)).toEqual([true, true]);
    const clips = await world.clips(replay.takes.map((take) => take.id));
    expect(clips).toHaveLength(3);
    const [clip] = clips.filter(({ postingId }) => postingId === first);
    expect(clip?.lengthMs).toBeGreaterThan(3_000);

    const film = `/livestreams/${id}/replay/${replay.takes[0]?.id}/film`;
    const atPosting = `/postings/${first}/clips/${clip?.id}`;
    for (const path of [film, atPosting]) {
      const part = await visitor(path, { range: "bytes=4-7" });
      expect([part.status, await part.text()]).toEqual([206, "ftyp"]);
      expect((await visitor(path, { range: "bytes=999999999-" })).status).toBe(416);
    }
    const track = await visitor(film.replace("/film", "/chapters"));
    expect(track.headers.get("content-type")).toContain("text/vtt");
    expect(await track.text()).toMatch(/^WEBVTT\n\n1\n00:00:0[23]\.\d{3} --> 00:00:0[67]\.\d{3}\n电焊工/);
    expect(await (await visitor(`/postings/${first}`)).text()).toContain(atPosting);
    expect((await visitor(`/postings/${second}/clips/${clip?.id}`)).status).toBe(404);

    await world.seal();
    await world.seal();
    const sealed = await world.audits(id, "livestream.sealRecording");
    const rows = await world.rows(id);
    expect(sealed.map(({ detail }) => [detail.sha256, detail.intact]).sort()).toEqual(
      rows.map(({ sha256 }) => [sha256?.toString("hex"), true]).sort(),
    );
    for (const { fileId } of rows)
      await expect(inTransaction(world.ctx, (tx) => removeFile(tx, fileId ?? ""))).rejects.toThrow(
        "kept until",
      );

    const recordingId = replay.takes[0]?.id ?? "";
    const hide = { id, recordingId, action: "hide", reason: "主播说错了话" } as const;
    await setRecordingVisibility(world.union, hide);
    expect((await visitor(film, { range: "bytes=0-9" })).status).toBe(404);
    expect((await visitor(atPosting)).status).toBe(404);
    expect(spans(await getReplay(world.union, { id }))).toEqual([[["second", 0, 6]]]);
    await setRecordingVisibility(world.union, { id, recordingId, action: "show" });
    expect((await visitor(atPosting, {}, "HEAD")).status).toBe(200);

    const closed = await world.hall.publish();
    await world.hall.settle();
    await world.hall.t.database.db
      .updateTable("livestreamClip")
      .set({ postingId: closed })
      .where("id", "=", clip?.id ?? "")
      .execute();
    const standing = `/postings/${closed}/clips/${clip?.id}`;
    expect((await visitor(standing, {}, "HEAD")).status).toBe(200);
    await closePosting(world.hall.member.ctx, { id: closed, reason: "filled" });
    expect((await visitor(standing)).status).toBe(404);
    expect((await visitor(standing, { range: "bytes=0-9" })).status).toBe(404);
    expect((await visitor(film, {}, "HEAD")).status).toBe(200);
  });

  test("a file whose callback was lost is found once it is quiet, and nothing else in the folder is", async () => {
    const { id, publish } = await world.onAir([first]);
    const take = await publish();
    await world.times(id, 0);
    await take.goes(false);
    // A server that is killed leaves a file that ends in the middle of a picture.
    const whole = join(world.folder, take.fileName);
    await truncate(whole, Math.floor((await stat(whole)).size * 0.75));
    const secret = join(world.folder, "..", "secret.flv");
    const [linked, foreign] = [`${"b".repeat(16)}-1796069223.flv`, `${"a".repeat(16)}-1796069223.flv`];
    await writeFile(secret, "FLV\u0001");
    await symlink(secret, join(world.folder, linked));
    await writeFile(join(world.folder, foreign), "FLV\u0001");
    await world.cut();
    expect(await world.rows(id)).toEqual([]);

    const before = new Date(Date.now() - 300_000);
    for (const name of [take.fileName, foreign]) await utimes(join(world.folder, name), before, before);
    await world.cut();
    const [row] = await world.rows(id);
    expect(row).toMatchObject({ fileName: take.fileName, takenAt: expect.any(Date) });
    expect((await world.inFolder()).sort()).toEqual([foreign, linked].sort());
    for (const name of [foreign, linked]) await rm(join(world.folder, name));
    await world.pass(60);
    await end(id);
    await world.cut();
    const [cut] = await world.rows(id);
    expect(cut?.filmMs).toBeGreaterThan(5_000);
    expect(cut?.filmMs).toBeLessThan(11_500);
  });

  test("a callback names neither another folder, nor another stream's file, nor another connection", async () => {
    const [mine, other] = [await world.onAir([first]), await world.onAir([second])];
    const [take, foreign] = [await mine.publish(), await other.publish()];
    expect(await take.goes(true, `/elsewhere/${foreign.fileName}`)).toBe(403);
    expect(await take.goes(true, "/etc/passwd")).toBe(403);
    const sent = { name: mine.name, call: "record_done", recorder: "" };
    expect(await world.callback("recorded", { ...sent, clientid: "999", path: take.fileName })).toBe(403);
    expect([await world.rows(mine.id), await world.rows(other.id)]).toEqual([[], []]);
    expect(await take.goes(true, `../../${take.fileName}`)).toBe(200);
    expect(await take.goes()).toBe(200);
    expect(await world.rows(mine.id)).toHaveLength(1);
    await end(mine.id);
    await world.cut();
  });

  test("the rehearsal before a livestream is in no film", async () => {
    const { id } = await recorded(-4, -3);
    await world.cut();
    const replay = await getReplay(world.union, { id });
    expect(spans(replay)).toEqual([[["first", 0, 6]]]);
    const [row] = await world.rows(id);
    expect(Math.round((row?.lengthMs ?? 0) / 1_000)).toBe(12);
    expect(Math.round((row?.filmMs ?? 0) / 1_000)).toBe(8);
  });

  test("a kill at any moment of a cut or a seal loses nothing and doubles nothing", async () => {
    const { id } = await recorded();
    const { url } = world.hall.t.database;
    const killed = (task: string, nth: number) =>
      runScript("dying-cut", [url, world.filesDir, world.folder, task, String(nth)]);
    // The ids are those of the place, of the whole recording, of the film, and of the clip's file.
    for (const nth of [2, 4]) {
      expect(await killed("cut", nth)).toBe("SIGKILL");
      expect(await phase(id)).toBe("ended");
      await world.cut();
      expect((await world.rows(id))[0]?.cutAt ?? null).toBeNull();
      await world.pass(150);
    }
    await world.cut();
    expect(await phase(id)).toBe("replay");
    expect(await killed("seal", 1)).toBe("SIGKILL");
    await Promise.all([world.seal(), world.seal(), world.cut(), world.cut()]);
    expect(await world.stored(id)).toBe(3);
    expect(await world.audits(id, "livestream.sealRecording")).toHaveLength(1);
  });

  test("of workers who come at once, one holds a recording; without the one statement, all do", async () => {
    const { id } = await recorded();
    await world.cut(world.without(null));
    const { db } = world.hall.t.database;
    const held = await Promise.all([1, 2, 3].map(() => holdUncut(db)));
    expect(held.filter(Boolean)).toHaveLength(1);
    // The twin looks first and writes then.
    await world.pass(150);
    const free = () => db.selectFrom("livestreamRecording").select("id").where("livestreamId", "=", id);
    const found = await Promise.all([1, 2, 3].map(() => free().where("cutAt", "is", null).execute()));
    const take = (recording: string) =>
      db.updateTable("livestreamRecording").set({ fault: null }).where("id", "=", recording).returning("id");
    const holders = await Promise.all(found.flat().map((one) => take(one.id).execute()));
    expect(holders.flat()).toHaveLength(3);
    await Promise.all([world.cut(), world.cut(), world.cut()]);
    expect(await world.stored(id)).toBe(3);
  });

  test("a worker whose hold has ended writes nothing", async () => {
    const { id } = await recorded();
    await world.cut(world.without(null));
    const [row] = await world.rows(id);
    if (!row?.fileId) throw new Error("the recording is not taken in");
    const { fileId, startsAt } = row;
    const late = { onAirAt: startsAt, overAt: null, lengthMs: 12_000, livestreamId: id };
    const held = { id: row.id, tries: row.tries - 1, fileId, startsAt, ...late };
    const ffmpeg = openFfmpeg("/usr/bin/ffmpeg");
    await expect(cutOne(world.ctx, held, { ffmpeg, folder: world.folder })).rejects.toThrow("NOT_FOUND");
    // The guard is the number of the hold: with the right one, the same call writes.
    await cutOne(world.ctx, { ...held, tries: row.tries }, { ffmpeg, folder: world.folder });
    expect((await world.rows(id))[0]?.cutAt).toBeInstanceOf(Date);
  });

  test("without ffmpeg there are chapters and the whole recording for officers, and no film", async () => {
    const { id } = await recorded();
    for (const ffmpeg of [null, "/nowhere/ffmpeg"]) {
      await world.cut(world.without(ffmpeg));
      expect(await phase(id)).toBe("ended");
    }
    const replay = await getReplay(world.union, { id });
    expect(spans(replay)).toEqual([[["first", 2, 6]]]);
    expect(replay.takes[0]?.film).toBe(false);
    expect((await visitor(`/livestreams/${id}/replay/${replay.takes[0]?.id}/film`)).status).toBe(404);
    const [item] = (await listRecordings(world.union, { id })).items;
    expect(item).toMatchObject({ film: "waiting", fault: "ffmpeg", size: expect.any(Number) });
    const whole = `/union/livestreams/${id}/recordings/${item?.id}/file`;
    expect((await visitor(whole)).status).not.toBe(200);
    const saved = await world.hall.officer.call("GET", whole);
    expect([saved.status, saved.headers.get("content-type")]).toEqual([200, "video/x-flv"]);
    expect(saved.headers.get("content-disposition")).toContain(".flv");
    expect((await saved.arrayBuffer()).byteLength).toBe(item?.size);
    await world.pass(70 * 60);
    await world.cut();
    expect(await phase(id)).toBe("replay");
  });

  test("after its term the recording is deleted, and its receipt stays", async () => {
    const { id } = await recorded();
    await world.cut();
    await world.seal();
    await world.hall.t.database.travel("3 years -2 days");
    await world.seal();
    expect(await world.audits(id, "livestream.deleteRecording")).toEqual([]);
    expect(await world.stored(id)).toBe(3);
    await world.hall.t.database.travel("3 days");
    await world.seal();
    await world.seal();
    expect(await world.stored(id)).toBe(0);
    const [row] = await world.rows(id);
    const [receipt] = await world.audits(id, "livestream.deleteRecording");
    expect(receipt?.detail).toMatchObject({ recording: row?.id, sha256: row?.sha256?.toString("hex") });
    const [item] = (await listRecordings(world.union, { id })).items;
    expect(item).toMatchObject({ deletedAt: expect.any(String), sha256: row?.sha256?.toString("hex") });
    expect(await phase(id)).toBe("ended");
  });
});
