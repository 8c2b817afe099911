/** Texts of the officers' page about the poster and the captions of a livestream. */
export const MEDIA = {
  title: "海报和字幕",
  posterTitle: "海报",
  posterLead: "没点开画面时，大家先看到海报。分享出去也带着它。",
  noPoster: "还没有海报，先放一张画好的图。",
  poster: "海报图片",
  posterHint: (kb: number) => `JPG、PNG 或 WebP，横着的图最好看。不超过 ${kb} KB，太大的会在这里自动缩小。`,
  upload: "上传海报",
  replace: "换一张海报",
  removePoster: "去掉海报",
  posterTooLarge: (kb: number) => `海报不能超过 ${kb} KB，这样没有信号的地方也打得开。请压小一些再传。`,
  shrunk: (kb: string) => `图片已缩小到 ${kb} KB。`,
  shrinking: "正在缩小图片……",
  tooLarge: "这张图缩不到规定大小，请换一张。",
  current: "现在的海报",
  size: (width: number, height: number) => `${width} × ${height}`,
  captionsTitle: "字幕",
  captionsLead: "听不清、听不见的人靠字幕看直播。时间从开播那一刻算起。",
  noCaptions: "还没有字幕。",
  hasFile: "已经有字幕文件。",
  captions: "字幕文件",
  captionsHint: "WebVTT 文件（.vtt），不超过 1 MB",
  uploadCaptions: "上传字幕",
  url: "字幕网址",
  urlHint: "边播边加字的 WebVTT 网址，每 10 秒读一次。那边的服务器要允许别的网站读（CORS）。",
  saveUrl: "用这个网址",
  removeCaptions: "去掉字幕",
  noFiles: "本站这个入口不能存文件，请换到主网址再传。",
} as const;

/** Kilobytes of a limit, as an officer reads them. */
export const kilobytes = (bytes: number): number => Math.floor(bytes / 1024);
