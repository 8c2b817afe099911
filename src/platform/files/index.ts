/**
 * Files beside the database: films, recordings, posters, captions. A row is the truth: no row, no file. The
 * bytes are in a place under the row's id, and no two rows share bytes.
 * A put inserts the row, writes the bytes, and only then marks the row as `stored`. A removal marks the row
 * first, then removes the bytes, then deletes the row. A crash in between leaves what the sweep removes.
 * The edge build has no place for files: there the functions throw FILES_NOT_HERE.
 */
export type { ByteRange, FileBytes, FileEntry, FileWriter } from "./bytes.ts";
export { type NewFile, putFile } from "./put-file.ts";
export { listFilesOf, openFile } from "./read-files.ts";
export { readUpload, type Upload } from "./receive/multipart.ts";
export { readUpTo } from "./receive/read-up-to.ts";
export { receivedFile } from "./receive/whole-body.ts";
export { removeFile, removeFilesOf } from "./remove-files.ts";
export { serveFile } from "./serve/serve-file.ts";
export { type FileOwner, findFile, keepFile, type StoredFile, storedTotals, usedBy } from "./store.ts";
export { FILE_USES, type FileUse, type MediaType } from "./uses.ts";
