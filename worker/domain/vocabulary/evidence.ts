/** What a piece of evidence is, by its content. */
export const evidenceTypes = {
  jpeg: "JPEG 照片",
  png: "PNG 图片",
  webp: "WebP 图片",
  pdf: "PDF",
  docx: "Word 文档",
  xlsx: "Excel 表格",
  pptx: "PowerPoint 演示",
  doc: "旧版 Word 文档",
  xls: "旧版 Excel 表格",
} as const;
export type EvidenceType = keyof typeof evidenceTypes;

/** How far a piece of evidence is like one elsewhere in the tenant. */
export const evidenceLikenesses = { same: "相同", near: "相近" } as const;
export type EvidenceLikeness = keyof typeof evidenceLikenesses;
