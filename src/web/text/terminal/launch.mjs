/** Texts of the launcher, which runs before anything is compiled. */
export const LAUNCH = {
  noCompiler:
    "程序还没有编译，而且没有安装 esbuild。请运行 npm ci（不要加 --omit=dev）。\n" +
    "This checkout is not built and esbuild is not installed: run `npm ci` with development packages.",
  notCompiled: "源代码编译不了，请检查改动，或重新取一份：\nThe sources do not compile:",
  noEnvFile: (path, why) => `设置文件打不开：${path}\n--env-file ${path}: ${why}`,
  envFileUsage:
    "--env-file 后面要写文件名，如 npm start -- --env-file .env\n--env-file needs the path of a file",
};
