/** Inline strokes on a ground of 24 units; nothing is downloaded. */
export const icons = {
  belt: "M2 12h20M4.5 12a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M14.5 12a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0",
  calculation: "M8 6h12M8 12h12M8 18h12M4 6h.1M4 12h.1M4 18h.1",
  tree: "M12 5.5v4M5 20v-5h14v5M12 9v6M10.5 4a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0",
  entity: "M4 21V5h9v16M13 10h7v11M7 9h3M7 13h3M7 17h3M16 14h1M16 17.5h1M2 21h20",
  plan: "M6 4h12v17H6zM9 2.5h6v3H9zM9 11l1.5 1.5L13 10M9 16h6",
  standard: "M5 3h11l3 3v15H5zM9 9h6M9 13h6M9 17h4",
  policy: "M6 4l6 8 6-8M12 12v8M7 13h10M7 16.5h10",
  fact: "M4 5h16v14H4zM4 10h16M10 10v9",
  visit: "M12 21s-6-6-6-11a6 6 0 1 1 12 0c0 5-6 11-6 11zM10 10a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
  draw: "M4 4h16v16H4zM8.5 8.5h.1M15.5 8.5h.1M12 12h.1M8.5 15.5h.1M15.5 15.5h.1",
  finding: "M6 21V4h11l-2.5 4 2.5 4H6",
  veto: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M5.8 5.8l12.4 12.4",
  person: "M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 21c1-5 4-7 8-7s7 2 8 7",
  people:
    "M5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2 20c.8-4.5 3.2-6.5 6.5-6.5s5.7 2 6.5 6.5M15 5.2a3.2 3.2 0 0 1 0 6M17.5 14c2.3.8 3.8 2.8 4.5 6",
  trail: "M6 4v16M6 6h12M6 12h9M6 18h12M4.5 6h3M4.5 12h3M4.5 18h3",
  camera: "M3 8h4l2-3h6l2 3h4v11H3zM8.5 13.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
  check: "M5 12.5l4.5 4.5L19 7",
  alert: "M12 3L2 21h20z",
  alertMark: "M12 10v5M12 17.8v.2",
  information: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 11v5M12 8v.1",
  offline:
    "M3 3l18 18M8.5 16.5a5 5 0 0 1 7 0M5 13a10 10 0 0 1 4-2.4M19 13a10 10 0 0 0-5-2.7M2 9.5A15 15 0 0 1 6.5 6.8M22 9.5a15 15 0 0 0-11-4M12 20v.1",
  right: "M9 5l7 7-7 7",
  down: "M5 9l7 7 7-7",
  up: "M5 15l7-7 7 7",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  printer: "M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z",
  eye: "M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7zM9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
  eyeOff: "M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7zM4 3l16 18",
  star: "M12 2.6l2.9 6.2 6.7.8-5 4.6 1.4 6.7L12 17.6l-6 3.3 1.4-6.7-5-4.6 6.7-.8z",
} as const;

export type IconName = keyof typeof icons;
