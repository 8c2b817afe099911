import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cancelLivestream, getLivestream, setSource } from "../../../src/livestreams/index.ts";
import { listFilesOf } from "../../../src/platform/files/index.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { NEIGHBOUR } from "../../factories/cities.ts";
import { advance, announcedLivestream, onAirLivestream } from "../../factories/livestreams.ts";
import type { Client } from "../../support/app.ts";
import { entriesOf, localPlace, sampleOf } from "../../support/files.ts";
import { pngOf } from "../../support/picture.ts";

let hall: Hall;
let posting: string;
const local = localPlace();
beforeAll(async () => {
  hall = await openHall();
  Object.assign(hall.t.services, { files: local.place });
  posting = await hall.publish();
  await hall.settle();
});
afterAll(async () => {
  await hall.t.close();
  await local.close();
});

const as = (who: Client | null) => (who ? { cookie: `session=${who.token}` } : {});
const get = (path: string, who: Client | null = null) => hall.t.app.request(path, { headers: as(who) });
const text = async (path: string, who: Client | null = null) => (await get(path, who)).text();

/** Sends a file in a form, as a browser does. */
function upload(path: string, file: Uint8Array<ArrayBuffer>, who: Client = hall.officer): Promise<Response> {
  const body = new FormData();
  body.set(path.endsWith("poster") ? "poster" : "captions", new Blob([file]), "file");
  return Promise.resolve(
    hall.t.app.request(path, { method: "POST", body, headers: { ...as(who), origin: "http://localhost" } }),
  );
}
const post = (path: string, form: Record<string, string>, who: Client = hall.officer) =>
  hall.t.app.request(path, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { ...as(who), origin: "http://localhost" },
  });

describe("the poster", () => {
  test("stands where the player will be and in shared links; another replaces it, and it goes at once", async () => {
    const { id } = await announcedLivestream(hall.officer.ctx, [posting]);
    const [page, office] = [`/livestreams/${id}`, `/union/livestreams/${id}`];
    const drawn = await text(page);
    expect(drawn).toContain('<svg class="preview"');
    expect(drawn).toMatch(/og:image" content="[^"]*icon-512/);
    expect(await text(office, hall.officer)).toContain(`${office}/media`);
    const stored = await upload(`${office}/poster`, pngOf(640, 360));
    expect([stored.status, stored.headers.get("location")]).toEqual([303, `${office}/media#poster-now`]);
    const poster = async () => /\/livestreams\/[0-9a-f-]+\/poster\?v=\w+/.exec(await text(page))?.[0] ?? "";
    const first = await poster();
    const shown = await text(page);
    expect(shown).toContain(`<img class="preview" src="${first}" width="640" height="360" alt=""`);
    expect(shown).toMatch(/og:image" content="http[^"]*\/poster\?v=/);
    const answer = await get(first);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(pngOf(640, 360));

    expect((await upload(`${office}/poster`, pngOf(320, 180))).status).toBe(303);
    expect(await poster()).not.toBe(first);
    const owner = { kind: "livestream", id } as const;
    expect(await listFilesOf(hall.officer.ctx, { owner })).toHaveLength(1);
    await hall.settle();
    expect(await entriesOf(local.place)).toHaveLength(1);

    expect((await post(`${office}/media`, { act: "removePoster" })).status).toBe(303);
    expect((await get(`/livestreams/${id}/poster`)).status).toBe(404);
    expect(await text(page)).toContain('<svg class="preview"');
    await hall.settle();
    expect(await entriesOf(local.place)).toEqual([]);
  });

  test("is refused with the reason, and nothing is kept", async () => {
    const { id } = await announcedLivestream(hall.officer.ctx, [posting]);
    const path = `/union/livestreams/${id}/poster`;
    const refused: [Uint8Array<ArrayBuffer>, number, string][] = [
      [pngOf(400, 300, { noise: true }), 413, "海报不能超过 20 KB"],
      [pngOf(159, 160), 422, "每边至少要 160 像素"],
      [pngOf(2001, 700), 422, "每边最多 2000 像素"],
      [Buffer.from("GIF89a is no picture that a poster may be, however long"), 422, "海报图片打不开"],
      [Buffer.from(""), 422, "海报图片打不开"],
    ];
    for (const [file, status, words] of refused) {
      const answer = await upload(path, file);
      const shown = await answer.text();
      expect([answer.status, shown.includes(words), words]).toEqual([status, true, words]);
    }
    const none = await hall.t.app.request(path, {
      method: "POST",
      body: new FormData(),
      headers: { ...as(hall.officer), origin: "http://localhost" },
    });
    expect(none.status).toBe(422);
    await hall.settle();
    expect(await entriesOf(local.place)).toEqual([]);
  });

  test("is set by officers of the home city alone, and not after the livestream was cancelled", async () => {
    const { id } = await announcedLivestream(hall.officer.ctx, [posting]);
    const neighbour = await hall.t.asOfficer(NEIGHBOUR);
    const path = `/union/livestreams/${id}`;
    expect((await upload(`${path}/poster`, pngOf(640, 360), neighbour)).status).toBe(404);
    expect((await upload(`${path}/captions`, sampleOf("vtt", 60), neighbour)).status).toBe(404);
    expect((await post(`${path}/media`, { act: "removePoster" }, neighbour)).status).toBe(404);
    expect((await get(`${path}/media`, neighbour)).status).toBe(404);
    expect((await upload(`${path}/poster`, pngOf(640, 360))).status).toBe(303);
    const elsewhere = { headers: { "x-agreement": "east" } };
    expect((await hall.t.app.request(`/livestreams/${id}/poster`, elsewhere)).status).toBe(404);
    await cancelLivestream(hall.officer.ctx, { id, action: "cancel", reason: "改期" });
    expect((await upload(`${path}/poster`, pngOf(640, 360))).status).toBe(409);
    expect((await post(`${path}/media`, { act: "captions", url: "https://a.example/b.vtt" })).status).toBe(
      409,
    );
  });

  test("cannot be uploaded where there is no place for files; the page says so", async () => {
    const { id } = await announcedLivestream(hall.officer.ctx, [posting]);
    Object.assign(hall.t.services, { files: null });
    try {
      expect(await text(`/union/livestreams/${id}/media`, hall.officer)).toContain("不能存文件");
      expect((await upload(`/union/livestreams/${id}/poster`, pngOf(640, 360))).status).toBe(501);
    } finally {
      Object.assign(hall.t.services, { files: local.place });
    }
  });
});

describe("captions", () => {
  test("are a file, then an address that grows, then none", async () => {
    const { id } = await onAirLivestream(hall.officer.ctx, [posting]);
    await setSource(hall.officer.ctx, {
      livestreamId: id,
      kind: "address",
      url: "https://picture.example/a.m3u8",
    });
    await advance(hall.officer.ctx.db, id);
    const path = `/union/livestreams/${id}`;
    const vtt = sampleOf("vtt", 60);
    expect((await upload(`${path}/captions`, vtt)).status).toBe(303);
    const served = await get(`/livestreams/${id}/captions`);
    expect([served.status, served.headers.get("content-type")]).toEqual([200, "text/vtt; charset=utf-8"]);
    expect(Buffer.from(await served.arrayBuffer())).toEqual(vtt);
    const page = await text(`/livestreams/${id}`);
    expect(page).toContain(`data-captions="/livestreams/${id}/captions" data-captions-grow=""`);
    expect(page).toMatch(/data-aired="\d+(\.\d+)?"/);
    expect((await upload(`${path}/captions`, pngOf(640, 360))).status).toBe(415);

    const address = "https://captions.example/live.vtt";
    for (const url of ["", "ftp://captions.example/a.vtt", "no address"])
      expect((await post(`${path}/media`, { act: "captions", url })).status).toBe(422);
    expect((await post(`${path}/media`, { act: "captions", url: address })).status).toBe(303);
    expect((await get(`/livestreams/${id}/captions`)).status).toBe(404);
    const grown = await get(`/livestreams/${id}`);
    expect(await grown.text()).toContain(`data-captions="${address}" data-captions-grow="1"`);
    expect(grown.headers.get("content-security-policy")).toMatch(
      /connect-src 'self' https:\/\/picture.example https:\/\/captions.example/,
    );
    expect((await post(`${path}/media`, { act: "removeCaptions" })).status).toBe(303);
    expect(await text(`/livestreams/${id}`)).not.toContain("data-captions");
    expect((await getLivestream(hall.officer.ctx, { id })).phase).toBe("live");
  });
});
