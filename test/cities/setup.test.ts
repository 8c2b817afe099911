import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { officialCodes } from "../../db/reference/load.ts";
import { isSetUp, listCities, listFederations, planSetup, SetupFile, setUp } from "../../src/cities/index.ts";
import { readSignInLink, resolveActor, signInByLink } from "../../src/identity/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { rolesOf } from "../../src/platform/core/actor.ts";
import { officer, visitor } from "../factories/actors.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openServices } from "../support/services.ts";
import { ROOT } from "../support/sources.ts";

let database: TestDatabase;
let services: Awaited<ReturnType<typeof openServices>>;
beforeEach(async () => {
  database = await testDatabase();
  services = await openServices(database);
});
afterEach(() => database.drop());

type Loose = {
  agreement: Record<string, unknown>;
  cities: (Record<string, unknown> & { counties: Record<string, unknown>[] })[];
  administrator: Record<string, unknown>;
};

/** Returns the example file, changed by `edit`. */
function example(edit: (file: Loose) => void = () => undefined): SetupFile {
  const text = readFileSync(join(ROOT, "docs", "examples", "five-cities.json"), "utf8");
  const file: Loose = JSON.parse(text);
  edit(file);
  return SetupFile.parse(file);
}

const command = () => systemContext(services, "setup");
const typed = async (name: string) => [`typed ${name}`];
const tools = { typed, officialCodes: await officialCodes() };
const plan = (file: SetupFile) => planSetup(command(), file, tools);
const run = (file: SetupFile, link = false, replace = true) =>
  setUp(command(), file, { ...tools, link, replace });
const faultsOf = (file: SetupFile) =>
  run(file).then(
    () => [],
    (error: { detail: { fields: { path: string; code: string }[] } }) =>
      error.detail.fields.map(({ path, code }) => `${path} ${code}`),
  );

test("the example sets up five cities and appoints the administrator; running it again changes nothing", async () => {
  expect(await isSetUp(database.db)).toBe(false);
  const planned = await plan(example());
  expect(await isSetUp(database.db)).toBe(false);
  const first = await run(example());
  expect(first.changes).toEqual(planned.changes);
  expect(first.changes.map(({ kind }) => kind)).toEqual([
    "agreement",
    ...Array.from({ length: 5 }, () => "city"),
    "administrator",
  ]);
  const { agreement, items } = await listCities(visitor(services));
  expect(agreement?.slug).toBe("liaoxi");
  expect(items.map(({ shortName }) => shortName)).toEqual(["阜新", "锦州", "葫芦岛", "盘锦", "朝阳"]);
  expect(items[0]).toMatchObject({ hue: "#7A4E9E", hotline: "12351", federationName: "阜新市总工会" });
  const again = await run(example());
  expect(again).toEqual({ changes: [], unlisted: [], elsewhere: [], administrator: "there", link: null });
});

test("a changed file shows each difference, and writes it; a city that it leaves out stays", async () => {
  await run(example());
  const changed = example((file) => {
    file.agreement.endsOn = "2099-12-31";
    file.cities = [file.cities[1], file.cities[0], ...file.cities.slice(2, 4)] as Loose["cities"];
    Object.assign(file.cities[0] ?? {}, { hotline: "0416-12351" });
  });
  const { changes, unlisted } = await run(changed);
  expect(changes.map(({ id, field, from, to }) => [id, field, from, to])).toEqual([
    ["liaoxi", "endsOn", null, "2099-12-31"],
    ["210700", "hotline", "12351", "0416-12351"],
    ["210700", "ordinal", "2", "1"],
    ["210900", "ordinal", "1", "2"],
  ]);
  expect(unlisted).toEqual(["211300"]);
  const { items } = await listCities(visitor(services));
  expect(items.map(({ code }) => code)).toEqual(["210700", "210900", "211400", "211100", "211300"]);
  expect((await run(changed)).changes).toEqual([]);
});

test("a city of another node is set up as such, until it has records", async () => {
  await run(example());
  const elsewhere = (...nth: number[]) =>
    example((file) => {
      for (const n of nth) Object.assign(file.cities[n] ?? {}, { hosted: false });
    });
  const { changes } = await run(elsewhere(1));
  expect(changes.map(({ id, field, from, to }) => [id, field, from, to])).toEqual([
    ["210700", "hosted", "true", "false"],
  ]);
  expect((await listFederations(database.db)).map(({ code }) => code)).not.toContain("210700");
  expect(await faultsOf(elsewhere(0, 1, 2, 3, 4))).toEqual(["cities NONE_HOSTED"]);
  await sql`insert into log_head (stream) values ('210900/local')`.execute(database.db);
  expect(await faultsOf(elsewhere(0, 2))).toEqual(["cities.0.hosted HOSTED_FIXED"]);
  await sql`delete from log_head`.execute(database.db);
});

test("a city leaves by its date", async () => {
  await run(example());
  await run(example((file) => Object.assign(file.cities[4] ?? {}, { leftOn: "2025-01-01" })));
  expect((await listCities(visitor(services))).items).toHaveLength(4);
});

test("a development zone that the reference files do not hold becomes a county of its city", async () => {
  const zone = { code: "210971", name: "阜新高新技术产业开发区", shortName: "阜新高新区" };
  const file = example((loose) => loose.cities[0]?.counties.push(zone));
  const { changes } = await run(file);
  expect(changes.filter(({ kind }) => kind === "county").map(({ id }) => id)).toEqual(["210971"]);
  const [row] = await database.db.selectFrom("division").selectAll().where("code", "=", zone.code).execute();
  expect(row).toMatchObject({ ...zone, parent: "210900", level: "county", typed: ["typed 阜新高新区"] });
  expect((await run(file)).changes).toEqual([]);

  Object.assign(zone, { name: "阜新国家高新技术产业开发区", shortName: "阜新高新" });
  const renamed = example((loose) => loose.cities[0]?.counties.push(zone));
  const said = ["210971 name 阜新高新技术产业开发区", "210971 shortName 阜新高新区"];
  const told = ({ changes }: Awaited<ReturnType<typeof plan>>) =>
    changes.map(({ id, field, from }) => `${id} ${field} ${from}`);
  expect([told(await plan(renamed)), told(await run(renamed))]).toEqual([said, said]);
  const after = await database.db.selectFrom("division").selectAll().where("code", "=", zone.code).execute();
  expect(after).toMatchObject([{ ...zone, typed: ["typed 阜新高新"] }]);
  expect((await run(renamed)).changes).toEqual([]);
});

test("a county of the reference files keeps its name; two cities have two colours", async () => {
  const named = (name: string) =>
    example((loose) => Object.assign(loose.cities[0]?.counties[0] ?? {}, { name }));
  expect(await faultsOf(named("海洲区"))).toEqual(["cities.0.counties.0.name OFFICIAL_NAME"]);
  const alike = example((loose) => Object.assign(loose.cities[2] ?? {}, { hue: "#7a4e9e" }));
  expect(await faultsOf(alike)).toEqual(["cities.2.hue HUE_TWICE"]);
  expect((await run(named("海州区"))).changes).toHaveLength(7);
});

test("a second agreement names the one that has its cities already", async () => {
  await run(example());
  const second = example((loose) => {
    loose.agreement.slug = "liaoxi2";
    loose.cities = loose.cities.slice(0, 2);
  });
  const elsewhere = [{ name: "辽西五市总工会求职用工互通协议", cities: ["阜新市", "锦州市"] }];
  expect((await plan(second)).elsewhere).toEqual(elsewhere);
  await run(second);
  expect((await plan(second)).elsewhere).toEqual([]);
});

test("names every fault of a file at once, and writes nothing", async () => {
  const faulty = example((file) => {
    file.agreement.endsOn = "2020-01-01";
    Object.assign(file.cities[1] ?? {}, { code: "210900", counties: [] });
    Object.assign(file.cities[2] ?? {}, { code: "219999", hue: "#FFEE00", counties: [] });
    Object.assign(file.cities[3] ?? {}, { leftOn: "2024-05-01" });
    file.cities[4]?.counties.push({ code: "211302" }, { code: "210902" }, { code: "211399" });
  });
  expect(await faultsOf(faulty)).toEqual([
    "agreement.endsOn BEFORE_START",
    "cities.1.code CITY_TWICE",
    "cities.2.code UNKNOWN_DIVISION",
    "cities.2.hue HUE_CONTRAST",
    "cities.3.leftOn BEFORE_START",
    "cities.4.counties.7.code COUNTY_TWICE",
    "cities.4.counties.8.code NOT_A_COUNTY_HERE",
    "cities.4.counties.9.code UNKNOWN_DIVISION",
  ]);
  expect(await isSetUp(database.db)).toBe(false);
});

test("a county's code is no city's", async () => {
  const file = example((loose) => Object.assign(loose.cities[0] ?? {}, { code: "210902", counties: [] }));
  expect(await faultsOf(file)).toEqual(["cities.0.code UNKNOWN_DIVISION"]);
});

test("production refuses the phone of the example", async () => {
  services = { ...services, config: { ...services.config, production: true } };
  expect(await faultsOf(example())).toEqual(["administrator.phone EXAMPLE_PHONE"]);
  const own = example((file) => Object.assign(file.administrator, { phone: "13912345678" }));
  expect((await run(own)).administrator).toBe("appointed");
});

test("refuses a phone that is none", () => {
  for (const phone of ["00000000000", "1390000000", "", "总机"])
    expect(() => example((file) => Object.assign(file.administrator, { phone }))).toThrow();
});

test("only a command on the machine sets up", async () => {
  await run(example());
  const ctx = await officer(services, "210900");
  await expect(setUp(ctx, example(), { ...tools, link: true, replace: true })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(planSetup(ctx, example(), tools)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

const withPhone = (phone: string) => example((file) => Object.assign(file.administrator, { phone }));

test("two setups at once write one agreement and appoint one administrator", async () => {
  const answers = await Promise.all(
    ["13911110001", "13911110002"].map((phone) => run(withPhone(phone), false, false)),
  );
  expect(answers.map(({ administrator }) => administrator).sort()).toEqual(["appointed", "other"]);
  expect(answers.filter(({ link }) => link)).toHaveLength(1);
  expect(await database.db.selectFrom("agreement").select("id").execute()).toHaveLength(1);
});

test("the link signs the administrator in once; a new link makes the former one invalid", async () => {
  const first = (await run(example())).link?.token ?? "";
  const second = (await run(example(), true)).link?.token ?? "";
  const ctx = visitor(services);
  await expect(readSignInLink(ctx, first)).rejects.toMatchObject({ code: "LINK_ENDED" });
  expect(await readSignInLink(ctx, second)).toEqual({ phoneMasked: "139****0000" });
  const { token } = await signInByLink(ctx, second);
  const actor = await resolveActor(services, token);
  expect(actor && rolesOf(actor)).toEqual(["seeker", "administrator"]);
  await expect(signInByLink(ctx, second)).rejects.toMatchObject({ code: "LINK_ENDED" });
});

test("an administrator who never signed in is replaced by the corrected phone, and the former link ends", async () => {
  const former = (await run(example())).link?.token ?? "";
  const corrected = withPhone("13911112222");
  const change = { kind: "administrator", field: "phone", from: "139****0000", to: "139****2222" };
  expect(await plan(corrected)).toMatchObject({ administrator: "replaced", changes: [change], link: null });
  const { administrator, changes, link } = await run(corrected);
  expect([administrator, changes]).toEqual(["replaced", [expect.objectContaining(change)]]);
  const ctx = visitor(services);
  await expect(signInByLink(ctx, former)).rejects.toMatchObject({ code: "LINK_ENDED" });
  const { token } = await signInByLink(ctx, link?.token ?? "");
  const actor = await resolveActor(services, token);
  expect(actor && rolesOf(actor)).toEqual(["seeker", "administrator"]);
  const accounts = await database.db.selectFrom("account").select("name").orderBy("createdAt").execute();
  expect(accounts).toEqual([{ name: null }, { name: corrected.administrator.name }]);
  const audited = await database.db.selectFrom("audit").select("action").orderBy("id").execute();
  expect(audited.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["membership.end", "link.end", "membership.grant"]),
  );
  expect(await run(corrected)).toMatchObject({ administrator: "there", changes: [] });
});

test("an administrator who has signed in is not replaced", async () => {
  await signInByLink(visitor(services), (await run(example())).link?.token ?? "");
  const other = { administrator: "other", changes: [], link: null };
  expect(await plan(withPhone("13911112222"))).toMatchObject(other);
  expect(await run(withPhone("13911112222"), true)).toMatchObject(other);
});

/** Signs in by a link in a transaction that stays open until the returned function is called. */
async function heldSignIn(token: string): Promise<() => Promise<void>> {
  let release: () => void = () => undefined;
  const open = new Promise<void>((resolve) => {
    release = resolve;
  });
  let begun: () => void = () => undefined;
  const signing = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const done = database.db.transaction().execute(async (tx) => {
    await signInByLink({ ...visitor(services), db: tx }, token);
    begun();
    await open;
  });
  await signing;
  return () => {
    release();
    return done;
  };
}

test("a sign-in under way is waited for: nobody who just signed in is replaced", async () => {
  const finish = await heldSignIn((await run(example())).link?.token ?? "");
  const running = run(withPhone("13911112222"));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await finish();
  expect(await running).toMatchObject({ administrator: "other", changes: [], link: null });
});

test("twin: a look without the locks would replace that person", async () => {
  const finish = await heldSignIn((await run(example())).link?.token ?? "");
  expect(await plan(withPhone("13911112222"))).toMatchObject({ administrator: "replaced" });
  await finish();
});

test("the file names an administrator who never signed in; later the name is the person's own", async () => {
  const named = (name: string) => example((file) => Object.assign(file.administrator, { name }));
  const { link } = await run(named("王芳"));
  const change = { kind: "administrator", field: "name", from: "王芳", to: "王方" };
  expect((await plan(named("王方"))).changes).toEqual([expect.objectContaining(change)]);
  expect((await run(named("王方"))).changes).toEqual([expect.objectContaining(change)]);
  await signInByLink(visitor(services), link?.token ?? "");
  expect(await run(named("王芳"))).toMatchObject({ administrator: "namedOtherwise", changes: [] });
  const accounts = await database.db.selectFrom("account").select("name").execute();
  expect(accounts).toEqual([{ name: "王方" }]);
});

test("of eight people who open one link at once, one is signed in", async () => {
  const token = (await run(example())).link?.token ?? "";
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => signInByLink(visitor(services), token)),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const sessions = await database.db.selectFrom("session").select("id").execute();
  expect(sessions).toHaveLength(1);
});

test("twin: if the link is only looked at, all eight are let in", async () => {
  const token = (await run(example())).link?.token ?? "";
  const looks = await Promise.allSettled(
    Array.from({ length: 8 }, () => readSignInLink(visitor(services), token)),
  );
  expect(looks.filter(({ status }) => status === "fulfilled")).toHaveLength(8);
});

test("the link ends after a day", async () => {
  const token = (await run(example())).link?.token ?? "";
  await database.travel("25 hours");
  await expect(signInByLink(visitor(services), token)).rejects.toMatchObject({ code: "LINK_ENDED" });
});
