/** Thrown if the data folder cannot be created or entered, for example because a file has its name. */
export class DataFolderError extends Error {
  readonly code = "DATA_FOLDER_UNUSABLE";
  constructor(dataDir: string, cause: unknown) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    super(
      `数据目录 ${dataDir} 不能用（${why}）：它要是一个文件夹，这个账号要能写。请检查 DATA_DIR。\n` +
        `DATA_FOLDER_UNUSABLE: the data folder ${dataDir} cannot be used (${why}). It must be a folder that this account can write. Check DATA_DIR.`,
      { cause },
    );
    this.name = "DataFolderError";
  }
}

/** Thrown by a command that creates no database if the data folder has none. */
export class NoDatabaseError extends Error {
  readonly code = "DATABASE_NOT_FOUND";
  constructor(dataDir: string) {
    super(
      `数据目录 ${dataDir} 里没有数据库，什么都没有写。请检查 DATA_DIR；要新建，请先运行 npm start 或 npm run setup。\n` +
        `DATABASE_NOT_FOUND: the data folder ${dataDir} has no database, and none was created. Check DATA_DIR; npm start and npm run setup create one.`,
    );
    this.name = "NoDatabaseError";
  }
}
