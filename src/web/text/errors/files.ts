/** Texts of the error codes of films, recordings, pictures and captions. */
export const FILE_ERRORS = {
  FILE_TYPE_REFUSED: {
    title: "这种文件不能用在这里",
    detail:
      "影片和录像要 MP4（录像也可以是 FLV），图片要 JPG、PNG 或 WebP，字幕要 WebVTT。只改文件名没有用。",
  },
  FILE_TOO_LARGE: {
    title: "文件太大",
    detail: "影片最大 200 MB，图片最大 5 MB，字幕最大 1 MB。请压小一些再传。",
  },
  FILE_INCOMPLETE: { title: "文件没有传完", detail: "网络可能断了一下。请重新上传，没传完的不会留下。" },
  FILE_QUOTA_FULL: {
    title: "存录像的空间用完了",
    detail: "请删掉不要的录像，或请管理员加大空间（RECORDINGS_QUOTA）。别的功能照常。",
  },
  FILES_NOT_HERE: {
    title: "这个入口没有影片和图片",
    detail: "请换到本站的主网址再看。岗位和应聘在这里照常使用。",
  },
  RANGE_NOT_SATISFIABLE: { title: "要的这一段不存在", detail: "文件没有这么长。请刷新页面，从头播放。" },
} as const;
