import { shallowRef } from "vue";
import type { moreIcons } from "./more-icons.ts";

/** Inline strokes on a ground of 24 units: those that a phone's first page has; the rest is fetched once, with the first of them. */
export const icons = {
  work: "M5 4h14v16H5zM9 9h6M9 13h6M9 17h3",
  pencil: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  person: "M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 21c1-5 4-7 8-7s7 2 8 7",
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
  star: "M12 2.6l2.9 6.2 6.7.8-5 4.6 1.4 6.7L12 17.6l-6 3.3 1.4-6.7-5-4.6 6.7-.8z",
} as const;

type First = keyof typeof icons;
export type IconName = First | keyof typeof moreIcons;

const rest = shallowRef<Partial<Readonly<Record<IconName, string>>> | null>(null);
let isAsked = false;

/** The strokes of an icon; empty until the file that has them is there. */
export function strokesOf(name: IconName): string {
  if (name in icons) return icons[name as First];
  if (!isAsked) {
    isAsked = true;
    import("./more-icons.ts").then(
      ({ moreIcons }) => {
        rest.value = moreIcons;
      },
      () => {
        isAsked = false;
      },
    );
  }
  return rest.value?.[name] ?? "";
}
