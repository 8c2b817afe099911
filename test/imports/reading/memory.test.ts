import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { readTable } from "../../../src/imports/reading/index.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const heap = () => {
  collect();
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
};

/**
 * Returns the stream of a CSV with `rows` postings that is generated while it is read. Counts the rows
 * generated so far.
 */
function generated(rows: number) {
  const encoder = new TextEncoder();
  const asked = { rows: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (asked.rows === 0)
          controller.enqueue(encoder.encode("企业名称,招聘岗位,人数,薪资,要求,工作地点\n"));
        const lines: string[] = [];
        for (let i = 0; i < 500 && asked.rows < rows; i++) {
          const n = asked.rows++;
          lines.push(
            `示例${n}有限公司,电焊工${n},5,6000-9000元/月,"持焊工证，能倒班，身体健康,第${n}号",阜新市细河区示例路${n}号\n`,
          );
        }
        if (lines.length > 0) controller.enqueue(encoder.encode(lines.join("")));
        else controller.close();
      },
      cancel() {
        asked.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, asked };
}

describe("memory", () => {
  it("reads 200,000 rows with less than 100 MB, and reads ahead no more than needed", async () => {
    const { body, asked } = generated(200_000);
    const before = heap();
    let most = 0;
    let ahead = 0;
    let data = 0;
    for await (const row of readTable(body, { filename: "a.csv" })) {
      if (row.kind === "data") data++;
      ahead = Math.max(ahead, asked.rows - data);
      if (data % 20_000 === 0) most = Math.max(most, heap() - before);
    }
    expect(data).toBe(200_000);
    expect(most).toBeLessThan(100_000_000);
    expect(ahead).toBeLessThan(3000);
  });

  it("cancels the sender when the reader stops", async () => {
    const { body, asked } = generated(200_000);
    for await (const row of readTable(body, { filename: "a.csv" })) if (row.row > 1000) break;
    expect(asked.rows).toBeLessThan(5000);
    expect(asked.cancelled).toBe(true);
  });
});
