import type { FC } from "hono/jsx";
import type { ImportView } from "../../../../imports/index.ts";
import type { AppError } from "../../../../platform/core/errors.ts";
import { Notice, Status } from "../../../components/blocks.tsx";
import { describe } from "../../../text/errors/index.ts";
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

/** Shows why a file was refused, and where in the file. */
export const FileRefusal: FC<{ error: Pick<AppError, "code"> & { line?: number; column?: number } }> = ({
  error,
}) => {
  const { title, detail } = describe(error.code);
  return (
    <Notice kind="warning">
      <p>
        <b>{title}</b>
      </p>
      <p>{detail}</p>
      {error.line === undefined ? null : <p>{IMPORTS.at(error.line, error.column ?? 1)}</p>}
    </Notice>
  );
};
