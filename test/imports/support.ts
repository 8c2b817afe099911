import {
  dryRun,
  type ImportRowView,
  listImportRows,
  runImport,
  type StageInput,
  stageImport,
  startImport,
} from "../../src/imports/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { HOME } from "../factories/cities.ts";

/** Returns a stream of the bytes in chunks of `size` bytes. */
export function bodyOf(bytes: Uint8Array | string, size = 65_537): ReadableStream<Uint8Array> {
  const all = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at < all.length) controller.enqueue(all.subarray(at, at + size));
      else controller.close();
      at += size;
    },
  });
}

type File = Partial<Omit<StageInput, "body">> & { bytes: Uint8Array | string };

export const stage = (ctx: RequestContext, { bytes, ...more }: File) =>
  stageImport(ctx, { city: HOME, filename: "a.csv", ...more, body: bodyOf(bytes) });

/** Stages and runs a sheet. Returns the import's id. */
export async function importSheet(ctx: RequestContext, file: File & { publish?: boolean }): Promise<string> {
  const { publish = false, ...rest } = file;
  const { id } = await stage(ctx, rest);
  await startImport(ctx, { id, publish });
  await runImport(ctx, { importId: id });
  return id;
}

/** Stages a file and runs a dry run. Returns the import with its plan, and its data rows. */
export async function tryOut(ctx: RequestContext, file: File) {
  const { id } = await stage(ctx, file);
  const view = await dryRun(ctx, { id });
  const { items } = await listImportRows(ctx, { id, kind: "data", limit: 100 });
  return { id, view, rows: items };
}

/** Returns the codes of a row's reasons. */
export const codesOf = (row: ImportRowView | undefined): string[] =>
  row?.reasons.map(({ code }) => code) ?? [];

export const HEADER = "企业名称,招聘岗位,人数,学历要求,任职要求,岗位职责,薪资待遇,工作地点,有效期";

/** Returns a CSV: the header and the given lines. `line` builds the line of a complete posting. */
export const sheetOf = (...rows: string[]): string => [HEADER, ...rows].join("\n");
export const line = (
  n: number,
  more: { employer?: string; pay?: string; place?: string; validThrough?: string } = {},
): string =>
  [
    more.employer ?? "葫芦岛示例船舶有限公司",
    `电焊工${n}`,
    "5",
    "高中",
    "持焊工证",
    "按图纸焊接",
    more.pay ?? "6000-9000元/月",
    more.place ?? "葫芦岛兴城市",
    more.validThrough ?? "",
  ].join(",");
