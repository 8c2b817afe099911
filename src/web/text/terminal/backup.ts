import type { KeyCode } from "../../../platform/keys/index.ts";

const PREFIX = "lianpin-";

/** Chinese sentences for the codes of a backup that ended without a result. */
const FAILURES: Record<string, (detail: string) => string> = {
  BACKUP_KEY_MISSING: () =>
    "没有备份密钥。请设置 BACKUP_KEY（32 个字符以上，和 SECRET_KEY 不同），并在别处另存一份。",
  BACKUP_KEY_WRONG: (path) => `密钥不对：${path} 是用另一个备份密钥加密的。请给出当时的 BACKUP_KEY。`,
  BACKUP_KEY_IS_SECRET: (where) =>
    `备份密钥和程序的钥匙（${where}）是同一个。请另做一个：一个泄露了，另一个还要能保住。`,
  BACKUP_NOT_ONE: (path) => `${path} 不是联聘的备份文件。`,
  BACKUP_DAMAGED: (path) => `备份文件已损坏：${path}。请换一份备份。`,
  BACKUP_INCOMPLETE: (path) => `备份文件不完整，后面缺了一截：${path}。请重新拷贝，或换一份备份。`,
  BACKUP_NEWER_FORMAT: (path) => `${path} 是更新版本的程序做的备份。请先升级程序。`,
  BACKUP_NEWER_SCHEMA: (what) => `备份比程序新（${what}）。请先升级程序，再恢复。`,
  BACKUP_DISK_FULL: (path) => `磁盘满了，备份没有写成：${path}。以前的备份都还在。`,
  BACKUP_FOLDER: (path) => `这个文件夹不能写：${path}`,
  BACKUP_NOT_FOUND: (path) => `打不开文件：${path}`,
  BACKUP_RUNNING: () => "另一个备份正在进行，请等它结束。",
  BACKUP_SCHEMA_OLD: (tables) => `数据库还没有升级到这个程序的版本（缺 ${tables}）。请先启动一次程序。`,
  RESTORE_IN_USE: (who) => `数据库正在使用（${who}）。请先停止程序，再恢复。`,
  RESTORE_NOT_EMPTY: (table) =>
    `数据库里已经有数据（${table}），没有恢复任何内容。恢复只写入空的数据库：请换一个空的数据文件夹（DATA_DIR）或空的数据库（DATABASE_URL）。`,
};

const KEY_DOUBTS: Record<KeyCode, string> = {
  KEYS_WRONG: "现在设置的 SECRET_KEY 不是这些数据的钥匙。",
  KEYS_MISSING: "这里没有 SECRET_KEY，也没有 secret.key 文件。",
  KEYS_SWAPPED: "现在设置的 SECRET_KEY 是以前的钥匙，已经换过了。",
  KEYS_PREVIOUS_MISSING: "还有内容是用旧钥匙加密的，而 SECRET_KEY_PREVIOUS 没有写对。",
};

/** Names a key by its public id, if that is known. */
const keyNamed = (id: string) => (/^[0-9a-f]+$/.test(id) ? `钥匙 ${id} ` : "原来的钥匙");

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** Texts of the commands `npm run backup` and `npm run restore`. */
export const BACKUP_COMMAND = {
  backupUsage: "用法：npm run backup -- --to 文件夹 [--keep 份数]",
  restoreUsage: `用法：npm run restore -- --from 文件夹/${PREFIX}….backup`,
  failure: (code: string, detail: string) => `${code}: ${FAILURES[code]?.(detail) ?? detail}`,
  keyDoubt: (code: KeyCode, expected: string) =>
    `注意（${code}）：${KEY_DOUBTS[code]}备份照做，数据是完整的；但恢复以后要用${keyNamed(expected)}才能解开手机号，请找到它，在别处存好。`,
  keyFits: "钥匙和恢复的内容相符，能解开手机号，可以启动程序。",
  keyFails: (code: KeyCode, expected: string) =>
    `注意（${code}）：${KEY_DOUBTS[code]}数据已经恢复，但用它启动会被拒绝。请换成做备份时的 SECRET_KEY（${keyNamed(expected)}），或把那时的 secret.key 文件放进数据目录，再启动程序。`,
  from: (where: string) => `备份的数据在 ${where}`,
  newKey: (path: string) =>
    `备份密钥在 ${path}，请另存到别处：没有它，备份打不开。现在用的 SECRET_KEY（没有设置的，是 secret.key 文件）也要另存：没有它，手机号解不开。`,
  progress: (step: "write" | "verify", bytes: number, ofAbout: number) =>
    step === "write"
      ? `  已读出 ${megabytes(bytes)}（表共约 ${megabytes(ofAbout)}）`
      : `  已核对 ${megabytes(bytes)} / ${megabytes(ofAbout)}`,
  written: (path: string, rows: number, bytes: number) =>
    `备份完成并已核对：${path}（${rows} 行，${megabytes(bytes)}）`,
  filesApart: (files: number, bytes: number, folder: string) =>
    `另有 ${files} 个影片、录像、图片和字幕（${megabytes(bytes)}）不在备份里，备份里只有清单。请现在把整个文件夹另存一份：${folder}`,
  filesBack: (files: number, folder: string) =>
    `还有 ${files} 个影片、录像、图片和字幕不在备份里。启动程序以前，请把另存的文件夹放回：${folder}`,
  removed: (path: string) => `已删除旧备份：${path}`,
  restoring: (createdAt: string, where: string) => `把 ${createdAt} 的备份恢复到 ${where}`,
  restoreProgress: (bytes: number) => `  已写入 ${megabytes(bytes)}`,
  restored: (rows: number, tables: number) =>
    `已恢复 ${tables} 张表，共 ${rows} 行，每张表的行数和校验和都相符`,
  search: (done: number) => `  搜索索引已写入 ${done} 个岗位`,
  done: (done: number) => `恢复完成：${done} 个岗位可以搜索。大家需要重新登录。`,
} as const;
