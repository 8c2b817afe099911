/** Texts of the search command. */
export const SEARCH_COMMAND = {
  usage:
    "用法：npm run search -- rebuild（重建搜索索引）| reconcile（逐条核对）| keys [--to 目录]（显示各程序的密钥，或写成文件）| register（向搜索引擎登记这些密钥）",
  progress: (done: number, total: number) => `已写入 ${done} / ${total} 个岗位`,
  rebuilt: (written: number) => `索引已重建：${written} 个岗位`,
  reconciled: (written: number, removed: number) => `已核对：补写 ${written} 个，删除 ${removed} 个`,
} as const;
