import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { creditCode } from "../../factories/enterprises.ts";
import { signInByPhone } from "../../support/client.ts";
import { dataFolder, removeDataFolder } from "../../support/folder.ts";
import { freePort, type Program, startProgram } from "../../support/program.ts";
import { ROOT } from "../../support/sources.ts";

const EXAMPLE = join(ROOT, "docs", "examples", "five-cities.json");
const ADMINISTRATOR = "13900000000";
type Setup = { cities: { code: string; hosted?: boolean; counties: { code: string }[] }[] };

/** One city's installation, begun from empty folders by the commands of docs/operate.md alone. */
export type House = {
  city: string;
  url: string;
  /** File of the root key. */
  root: string;
  /** Runs a command and returns its output. Throws unless it ends with 0. */
  run(script: string, ...args: string[]): Promise<string>;
  /** Runs a command that fails, and returns its output. */
  refuses(script: string, ...args: string[]): Promise<string>;
  /** Writes the file of cities and runs `npm run setup`. */
  setUp(cities: readonly string[]): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Loses the data folder, and restores a backup into an empty one. Keys were copied before. */
  restore(backup: string): Promise<void>;
  /** Publishes a posting by an enterprise and an officer of the city, over HTTP. Returns its id. */
  publish(title: string): Promise<string>;
  remove(): Promise<void>;
};

const phoneOf = (role: "officer" | "member", city: string) => `137${role === "officer" ? "11" : "22"}${city}`;

/** Sends a JSON request with a session. Throws unless the answer is good. */
async function post<T>(url: string, { token, path, body = {} }: Sent): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(`${url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return (text ? JSON.parse(text) : null) as T;
}
type Sent = { token: string; path: string; body?: object };
type Staff = { officer: string; member: string };

const signInBoth = async (url: string, city: string): Promise<Staff> => ({
  officer: await signInByPhone(url, phoneOf("officer", city)),
  member: await signInByPhone(url, phoneOf("member", city)),
});

/** Lets the administrator appoint an officer, who verifies a new enterprise. Returns its id and sessions. */
async function appoint(url: string, city: string): Promise<Staff & { enterpriseId: string }> {
  const administrator = await signInByPhone(url, ADMINISTRATOR);
  const place = { kind: "officer", city, county: null };
  const body = { phone: phoneOf("officer", city), name: "王主任", place };
  const { invitation } = await post<{ invitation: { id: string } }>(url, {
    token: administrator,
    path: "/staff/invitations",
    body,
  });
  const { officer: invited, member } = await signInBoth(url, city);
  const { token: officer } = await post<{ token: string }>(url, {
    token: invited,
    path: `/me/invitations/${invitation.id}/acceptance`,
  });
  const { id } = await post<{ id: string }>(url, {
    token: member,
    path: "/enterprises",
    body: {
      name: `试验机械${city}有限公司`,
      uscc: creditCode(Number(city)),
      county: countyOf(city),
      contactPhone: "0429-5550000",
    },
  });
  await post(url, { token: officer, path: `/enterprises/${id}/verification`, body: { decision: "verify" } });
  return { officer, member, enterpriseId: id };
}

const readSetup = (): Setup => JSON.parse(readFileSync(EXAMPLE, "utf8"));
const countyOf = (city: string) => readSetup().cities.find(({ code }) => code === city)?.counties[0]?.code;

export async function openHouse(city: string): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), "lianpin-house-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let data = dataFolder().path;
  const folders = [data];
  let program: Program | null = null;
  let enterpriseId = "";
  let staff: Staff | null = null;
  const env = () => ({
    DATA_DIR: data,
    PORT: String(port),
    PUBLIC_URL: url,
    OUTBOUND_ALLOW: "loopback",
    DEMO: "0",
    // All people and nodes of the test call from one address.
    RATE_LIMIT_PER_MINUTE: "100000",
  });
  const ended = async (script: string, args: string[]) => {
    const one = startProgram({ script, args, env: env() });
    const { code } = await one.ended;
    return { code, output: one.output() };
  };
  const house: House = {
    city,
    url,
    root: join(folder, `${city}.key`),
    async run(script, ...args) {
      const { code, output } = await ended(script, args);
      if (code !== 0) throw new Error(`${script} ${args.join(" ")}: ${code}\n${output}`);
      return output;
    },
    async refuses(script, ...args) {
      const { code, output } = await ended(script, args);
      if (code === 0) throw new Error(`${script} ${args.join(" ")} did not fail`);
      return output;
    },
    async setUp(cities) {
      const setup = readSetup();
      const named = setup.cities.filter(({ code }) => cities.includes(code));
      const file = join(folder, "union.json");
      const hosted = named.map((one) => (one.code === city ? one : { ...one, hosted: false }));
      writeFileSync(file, JSON.stringify({ ...setup, cities: hosted }));
      await house.run("setup", "--file", file, "--yes");
    },
    async start() {
      program = startProgram({ env: env() });
      await program.says("已就绪");
    },
    async stop() {
      program?.child.kill("SIGTERM");
      await program?.ended;
    },
    async restore(backup) {
      const lost = data;
      data = dataFolder().path;
      folders.push(data);
      for (const key of ["backup.key", "secret.key"]) copyFileSync(join(lost, key), join(data, key));
      await removeDataFolder(lost);
      await house.run("restore", "--from", backup);
      staff = null; // Sessions are in no backup.
    },
    async publish(title) {
      if (!enterpriseId) {
        const appointed = await appoint(url, city);
        ({ enterpriseId } = appointed);
        staff = appointed;
      }
      staff ??= await signInBoth(url, city);
      const { officer, member } = staff;
      const body = {
        enterpriseId,
        title,
        headcount: 2,
        duties: "按图纸焊接工件，检查焊缝。",
        requirements: "有焊工证，三年以上经验。",
        placeText: "本市",
        payText: "6000-9000元/月",
        validThrough: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
      };
      const { id } = await post<{ id: string }>(url, { token: member, path: "/postings", body });
      await post(url, { token: member, path: `/postings/${id}/submission` });
      await post(url, { token: officer, path: `/reviews/${id}`, body: { decision: "approve" } });
      return id;
    },
    async remove() {
      await house.stop();
      for (const one of folders) await removeDataFolder(one);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return house;
}
