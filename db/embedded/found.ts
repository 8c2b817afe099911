import type { Holder } from "./lock.ts";

/** Traces of another process or machine that a start found in its data folder. */
export type Found = {
  /** The lock of a process that is gone, or that holds another folder. */
  holder?: { holder: Holder; elsewhere: boolean } | null;
  /** A server that still ran, or the pid file of one that is gone. */
  server?: "stopped" | "stale" | null;
  /** The folder that the cluster belonged to before. */
  former?: string | null;
  /** The folder names a cluster that is not on this machine. */
  missing?: boolean;
  /** The cluster's files belonged to another account. */
  owned?: boolean;
};

/** Returns one line for people per thing found. */
export function foundLines({ holder, server, former, missing, owned }: Found, cluster: string): string[] {
  const who = holder
    ? `进程 ${holder.holder.pid}${holder.holder.host ? `，机器 ${holder.holder.host}` : ""}`
    : "";
  const lines: [unknown, string][] = [
    [
      holder?.elsewhere,
      `这个数据目录是拷贝来的：里面的锁属于还在运行的另一个目录（${who}）。运行中拷贝的数据可能不完整，备份请用 npm run backup`,
    ],
    [holder && !holder.elsewhere, `上次使用这个数据目录的程序没有正常结束（${who}），已接管`],
    [server === "stopped", "上次留下的数据库还在运行，已停止，正在恢复"],
    [server === "stale", "发现一个过期的 postmaster.pid（它的数据库已不在），已删除，数据库会自行恢复"],
    [former, `数据库原来属于 ${former}，那个目录已不在，已接管`],
    [
      missing,
      `数据目录指向的数据库不在这台机器上（${cluster}），将新建一个空的。要找回数据请用 npm run restore`,
    ],
    [owned, "数据库文件的属主不对，已改正"],
  ];
  return lines.flatMap(([is, line]) => (is ? [line] : []));
}
