import {
  CopiedFolderError,
  DataFolderError,
  EmbeddedHeldError,
  NoDatabaseError,
} from "../../../../db/embedded/index.ts";
import { ConfigError } from "../../../platform/config/index.ts";
import { UnknownArgumentError, UsageError } from "../../../platform/start/arguments.ts";
import { ListenError } from "../../../platform/start/listen.ts";
import { configFaultText } from "./configuration.ts";

/**
 * Error codes of a database that cannot be used: connection refused, unknown host, no route, timeout, wrong
 * password, no such database.
 */
const UNREACHED = /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|28\w{3}|3D000)$/;

const codeOf = (error: Error) => ("code" in error ? String(error.code) : "");

const configText = ({ faults, message }: ConfigError) =>
  ["设置有错：", ...faults.map((fault) => `  ${configFaultText(fault)}`), `configuration: ${message}`].join(
    "\n",
  );

/** Reasons of the system why a path cannot be used. */
const PATH_FAULTS: Record<string, string> = {
  EACCES: "这个账号没有权限",
  EPERM: "这个账号没有权限",
  EROFS: "磁盘是只读的",
  ENOSPC: "磁盘满了",
  EDQUOT: "磁盘配额用完了",
  ENOENT: "没有这个文件或文件夹，也建不了",
  EEXIST: "已经有同名的文件",
  ENOTDIR: "路径中间有一段是文件，不是文件夹",
  EISDIR: "这是文件夹，不是文件",
  ENAMETOOLONG: "名字太长",
  ELOOP: "链接绕成了圈",
};

function listenText({ code, place: { port, host }, variables, message }: ListenError): string {
  const names = `${variables.port}=${port}，${variables.host}=${host}`;
  if (code === "EADDRINUSE") return portTakenText(port);
  if (code === "EACCES" || code === "EPERM")
    return `没有权限使用端口 ${port}（${names}）。请用 ${variables.port} 另指 1024 以上的端口。\n${message}`;
  return `${host} 不是这台机器的地址，不能在上面提供服务（${names}）。请把 ${variables.host} 改成 127.0.0.1（只给本机）或 0.0.0.0（给所有机器）。\n${variables.host} is not an address of this machine: ${message}`;
}

export const portTakenText = (port: number): string =>
  `端口 ${port} 已被占用。请先停止占用它的程序，或用 PORT（监控的端口用 METRICS_PORT）另指一个端口。\n` +
  `Port ${port} is in use. Stop the program that uses it, or name another one in PORT (metrics: METRICS_PORT).`;

function argumentText({ argument }: UnknownArgumentError): string {
  const hint = argument.startsWith("--env-file")
    ? "写法：npm start -- --env-file 文件，写在最前面。"
    : "设置都写在环境变量里，或写在文件里：npm start -- --env-file 文件";
  return `不认识的参数：${argument}。${hint}\nunknown argument: ${argument}`;
}

/** SQLSTATE of a database whose disk is full. */
const DISK_FULL = "53100";

function systemText(error: Error): string | undefined {
  const code = codeOf(error);
  if (UNREACHED.test(code)) {
    const first = error instanceof AggregateError ? error.errors[0] : error;
    const why = first instanceof Error ? first.message : code;
    return `连不上 DATABASE_URL 写的数据库，或者不能用。\nthe database that DATABASE_URL names cannot be used: ${why}`;
  }
  if (code === "ENOSPC" || code === DISK_FULL)
    return `磁盘满了，写不进去。请腾出空间，再启动一次；已有的数据没有丢。\nno space left on the disk: ${error.message}`;
  const path = "path" in error && typeof error.path === "string" ? error.path : null;
  const why = PATH_FAULTS[code];
  return path !== null && why ? `${path} 不能用：${why}。\n${error.message}` : undefined;
}

/**
 * Returns what to print when a program does not start or a command fails: sentences for a cause that a person
 * can mend, else the whole error.
 */
export function failureText(error: unknown): unknown {
  if (error instanceof ConfigError) return configText(error);
  if (error instanceof ListenError) return listenText(error);
  if (error instanceof UnknownArgumentError) return argumentText(error);
  const plain = [UsageError, EmbeddedHeldError, CopiedFolderError, DataFolderError, NoDatabaseError];
  if (error instanceof Error && plain.some((kind) => error instanceof kind)) return error.message;
  if (!(error instanceof Error)) return error;
  if (isArgumentFault(error)) return `参数不对：${error.message}`;
  return systemText(error) ?? error;
}

const isArgumentFault = (error: Error) => codeOf(error).startsWith("ERR_PARSE_ARGS");

/** Returns the exit code of a failed program: 2 for wrong arguments, else 1. */
export const exitCodeOf = (error: unknown): 1 | 2 =>
  error instanceof UsageError || (error instanceof Error && isArgumentFault(error)) ? 2 : 1;
