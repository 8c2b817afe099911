import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchDatabase, endProcess, report, startCompiled, startProcess } from "./support.ts";

const ROWS = 100_000;
const EMPLOYERS = 400;
const HEADER = "企业名称,招聘岗位,人数,学历要求,任职要求,岗位职责,薪资待遇,工作地点,联系电话,有效期";
const TRADES = ["电焊工", "数控车床操作工", "叉车司机", "保安", "护士", "缝纫工", "会计", "机修工"];

/** Writes a CSV of distinct postings row by row. */
async function writeSheet(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write(`${HEADER}\n`);
  for (let n = 0; n < ROWS; n += 1) {
    const low = 4_000 + (n % 40) * 100;
    const cells = [
      `示例企业${n % EMPLOYERS}有限公司`,
      `${TRADES[n % TRADES.length]}${n}`,
      String((n % 20) + 1),
      "高中",
      "身体健康，能适应倒班",
      "按图纸和工艺要求完成加工，自检并记录",
      `${low}-${low + 3_000}元/月`,
      "辽宁省葫芦岛市兴城市",
      "0429-0000000",
      "",
    ];
    if (!file.write(`${cells.join(",")}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}

type Done = { rows: number; seconds: number; peakMb: number };
type Ours = Done & { timeMs: Record<string, number> };

/**
 * Measures the whole import of a CSV with 100,000 rows: staging, reading, and postings with changes. The
 * reference is `COPY` of the resulting rows into a table without indexes. Each runs in its own process on one
 * server. The import also reports its peak memory.
 */
export async function run(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "lianpin-sheet-"));
  const file = join(dir, "sheet.csv");
  await writeSheet(file);
  const database = await benchDatabase();
  const env = { BENCH_DATABASE_URL: database.url, BENCH_FILE: file, LOG_LEVEL: "silent" };
  try {
    const ours = await startCompiled<Ours>("test/bench/import-ours.ts", env);
    await endProcess(ours.child);
    console.log(
      `ours: ${ours.ready.rows} rows in ${ours.ready.seconds.toFixed(1)} s, ${ours.ready.peakMb} MB`,
    );
    const perRow = Object.entries(ours.ready.timeMs).map(
      ([part, ms]) => [part, ms / ours.ready.rows] as const,
    );
    const sum = perRow.reduce((all, [, ms]) => all + ms, 0);
    for (const [part, ms] of [...perRow, ["sum", sum] as const])
      console.log(`processor time, ${part}: ${ms.toFixed(4)} ms a row`);
    const copy = await startProcess<Done>(new URL("./import-copy.ts", import.meta.url), env);
    await endProcess(copy.child);
    console.log(`COPY: ${copy.ready.rows} rows in ${copy.ready.seconds.toFixed(1)} s`);
    if (ours.ready.rows !== ROWS || copy.ready.rows !== ROWS) throw new Error("not every row arrived");
    report({
      name: "import",
      ours: ours.ready.rows / ours.ready.seconds,
      reference: copy.ready.rows / copy.ready.seconds,
      unit: "rows/s",
      rows: ROWS,
      peakMb: ours.ready.peakMb,
      processorMs: Number(sum.toFixed(4)),
    });
  } finally {
    await database.close();
    await rm(dir, { recursive: true, force: true });
  }
}
