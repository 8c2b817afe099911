import type { FC } from "hono/jsx";
import { type ImportView, OWN_ROWS_MAX } from "../../../../imports/index.ts";
import type { AppError } from "../../../../platform/core/errors.ts";
import { Notice, Status } from "../../../components/blocks.tsx";
import { describe } from "../../../text/errors/index.ts";
import { OWN_SHEET } from "../../../text/imports/own-sheet.ts";
import { IMPORT_STATUS, IMPORTS } from "../../../text/imports/pages.ts";

const KIND = {
  staging: "waiting",
  staged: "waiting",
  running: "waiting",
  done: "done",
  takenBack: "stopped",
  failed: "stopped",
} as const;

export const ImportState: FC<{ status: ImportView["status"] }> = ({ status }) => (
  <Status kind={KIND[status]}>{IMPORT_STATUS[status]}</Status>
);

type Refusal = Pick<AppError, "code"> & { limit?: number; line?: number; column?: number };

/** Shows why a file was refused, and where in the file. */
export const FileRefusal: FC<{ error: Refusal }> = ({ error }) => {
  const { title, detail } = describe(error.code);
  const own = error.code === "IMPORT_TOO_MANY_ROWS" && error.limit === OWN_ROWS_MAX;
  return (
    <Notice kind="warning">
      <p>
        <b>{title}</b>
      </p>
      <p>{own ? OWN_SHEET.tooMany(OWN_ROWS_MAX) : detail}</p>
      {error.line === undefined ? null : <p>{IMPORTS.at(error.line, error.column ?? 1)}</p>}
    </Notice>
  );
};
